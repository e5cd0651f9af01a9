import FoundationEssentials
import ServiceKit
import SwiftProtobuf

/// A field, a comparator and a value, as they stand in a filter.
struct FilterComparison {
    let field: String
    let offset: Int
    let comparator: FilterToken
    let value: FilterToken

    init(field: String, at offset: Int, comparator: FilterToken, value: FilterToken) {
        self.field = field
        self.offset = offset
        self.comparator = comparator
        self.value = value
    }

    /// What they mean together.
    func filter() throws(FilterError) -> EntityFilter {
        if let field = EntityFilter.TextField(rawValue: field) { return try text(field) }
        if let field = EntityFilter.TimeField(rawValue: field) { return try time(field) }
        let fields = EntityFilter.TextField.allCases.map(\.rawValue) + EntityFilter.TimeField.allCases.map(\.rawValue)
        throw FilterError(at: offset, "the fields are \(fields.joined(separator: ", "))")
    }

    private func text(_ field: EntityFilter.TextField) throws(FilterError) -> EntityFilter {
        let text = try valueText()
        guard case .comparison(let comparison) = comparator.kind else {
            // A star asks whether there is anything at all.
            return value.kind == .word("*") ? .text(field, .unequal, "") : .contains(field, text.asciiLowercased)
        }
        return .text(field, comparison, text)
    }

    private func time(_ field: EntityFilter.TimeField) throws(FilterError) -> EntityFilter {
        guard case .comparison(let comparison) = comparator.kind else {
            throw FilterError(at: comparator.offset, "a time can be compared by = != < <= > and >=")
        }
        // The longest has nine digits of a second and an offset.
        let text = try valueText()
        guard text.utf8.count <= 35, let timestamp = try? Google_Protobuf_Timestamp(jsonString: "\"\(text)\""),
            timestamp.nanos % 1000 == 0
        else {
            throw FilterError(
                at: value.offset, "a time looks like 2026-01-31T12:00:00Z, with at most six digits of a second")
        }
        let microseconds = timestamp.seconds * 1_000_000 + Int64(timestamp.nanos) / 1000
        return .time(field, comparison, Date(microsecondsSince1970: microseconds))
    }

    private func valueText() throws(FilterError) -> String {
        switch value.kind {
        case .word(let text), .quoted(let text): return text
        default: throw FilterError(at: value.offset, "a value must stand here, in quotes if it has spaces or signs")
        }
    }
}
