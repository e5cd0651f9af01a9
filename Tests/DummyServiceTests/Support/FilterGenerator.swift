import FoundationEssentials
import ServiceKit
import SwiftProtobuf
import TestSupport

@testable import DummyService

/// Makes up filters, and entities that they are about.
struct FilterGenerator {
    static let words = ["", "a", "b", "ab", "B", "é", "É", "%", "_", "\\", "\"", "'", "🗿", "a b", "*", "AND", "-"]
    static let start: Int64 = 1_795_473_820_000_000

    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func number(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

    mutating func word() -> String { Self.words[number(below: Self.words.count)] }

    /// Few, so that different ones are often equal.
    mutating func time() -> Date { Date(microsecondsSince1970: Self.start + Int64(number(below: 5))) }

    mutating func entity(of userID: UUID) throws -> Entity {
        let name = word() + word()
        let created = time()
        return Entity(
            id: UUID(), userID: userID, name: EntityName(stored: name.isEmpty ? "x" : name),
            description: EntityDescription(stored: word() + word()), createTime: created, updateTime: created)
    }

    mutating func filter(depth: Int = 3) -> EntityFilter {
        let comparisons = EntityFilter.Comparison.allCases
        switch number(below: depth > 0 ? 6 : 3) {
        case 0: return .text(textField(), comparisons[number(below: comparisons.count)], word())
        case 1: return .contains(textField(), word().asciiLowercased)
        case 2:
            let field = EntityFilter.TimeField.allCases[number(below: 2)]
            return .time(field, comparisons[number(below: comparisons.count)], time())
        case 3: return .not(filter(depth: depth - 1))
        case 4: return .all((0..<2).map { _ in filter(depth: depth - 1) })
        default: return .any((0..<2).map { _ in filter(depth: depth - 1) })
        }
    }

    private mutating func textField() -> EntityFilter.TextField {
        EntityFilter.TextField.allCases[number(below: 2)]
    }
}

extension EntityFilter {
    /// A text that means this filter.
    var text: String {
        switch self {
        case .all(let parts): "(" + parts.map(\.text).joined(separator: " AND ") + ")"
        case .any(let parts): "(" + parts.map(\.text).joined(separator: " OR ") + ")"
        case .not(let filter): "NOT (\(filter.text))"
        case .text(let field, let comparison, let text): "\(field.rawValue) \(comparison.rawValue) \(Self.quoted(text))"
        case .contains(let field, let text): "\(field.rawValue):\(Self.quoted(text))"
        case .time(let field, let comparison, let time):
            "\(field.rawValue)\(comparison.rawValue)\(Self.text(of: time))"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func text(of time: Date) -> String {
        (try? time.timestamp.jsonString())?.replacing("\"", with: "") ?? ""
    }
}
