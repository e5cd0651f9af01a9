import ServiceKit

/// What an entity is called: 1 to 200 characters, not only white space.
struct EntityName: Sendable, Hashable {
    /// In Unicode scalars, as PostgreSQL counts.
    static let maximumLength = 200

    let text: String

    init(_ text: String) throws(InvalidArgument) {
        guard !text.allSatisfy(\.isWhitespace) else {
            throw InvalidArgument(field: "name", "must not be empty")
        }
        try text.check(field: "name", maximumLength: Self.maximumLength)
        self.text = text
    }

    /// A name that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }
}
