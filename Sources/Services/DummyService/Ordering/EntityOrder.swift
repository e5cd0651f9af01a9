import ServiceKit

/// In which order a list shows entities: by some fields, those that are equal in all of them by id.
///
/// Each order is total, so that every entity has one place in it.
struct EntityOrder: Sendable, Hashable {
    enum Field: String, Sendable, CaseIterable {
        case name
        case createTime = "create_time"
        case updateTime = "update_time"
    }

    struct Term: Sendable, Hashable {
        let field: Field
        let isDescending: Bool
    }

    private static let maximumLength = 200

    /// At least one.
    let terms: [Term]

    /// The direction of the ids: that of the last field.
    var isDescendingByID: Bool { terms.last?.isDescending ?? true }

    /// The same text for the same order, however it was asked for.
    var text: String {
        terms.map { "\($0.field.rawValue)\($0.isDescending ? " desc" : "")" }.joined(separator: ",")
    }

    /// The newest first.
    static let standard = EntityOrder(terms: [Term(field: .createTime, isDescending: true)])

    init(terms: [Term]) {
        self.terms = terms
    }

    /// Reads the `order_by` of a request (AIP-132); the empty one is ``standard``.
    init(_ text: String) throws(InvalidArgument) {
        guard text.utf8.count <= Self.maximumLength else { throw Self.malformed }
        guard text.contains(where: { $0 != " " }) else {
            self = .standard
            return
        }
        var terms: [Term] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ")
            guard let field = words.first.flatMap({ Field(rawValue: String($0)) }),
                words.count == 1 || words.count == 2 && ["asc", "desc"].contains(words[1]),
                !terms.contains(where: { $0.field == field })
            else { throw Self.malformed }
            terms.append(Term(field: field, isDescending: words.last == "desc"))
        }
        self.init(terms: terms)
    }

    private static var malformed: InvalidArgument {
        let fields = Field.allCases.map(\.rawValue).joined(separator: ", ")
        return InvalidArgument(
            field: "order_by",
            "must be a list of \(fields), each at most once and followed by ' desc' for falling order")
    }
}
