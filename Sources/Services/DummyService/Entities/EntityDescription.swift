import ServiceKit

/// What an entity is about: up to 10,000 characters, possibly none.
struct EntityDescription: Sendable, Hashable {
    /// In Unicode scalars, as PostgreSQL counts.
    static let maximumLength = 10_000

    let text: String

    init(_ text: String) throws(InvalidArgument) {
        try text.check(field: "description", maximumLength: Self.maximumLength)
        self.text = text
    }

    /// A description that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }
}
