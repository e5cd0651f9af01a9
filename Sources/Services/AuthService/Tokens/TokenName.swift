import ServiceKit

/// What a user calls a token: 1 to 100 characters on one line, trimmed.
struct TokenName: Sendable, Hashable {
    /// In Unicode scalars.
    static let allowedLength = 1...100

    let text: String

    init(_ text: String) throws(InvalidArgument) {
        self.text = try text.checkedName(length: Self.allowedLength)
    }

    /// A name that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }
}
