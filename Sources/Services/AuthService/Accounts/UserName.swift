import ServiceKit

/// What a user wants to be called: 1 to 200 characters on one line, trimmed.
struct UserName: Sendable, Hashable {
    /// In Unicode scalars.
    static let allowedLength = 1...200

    let text: String

    init(_ text: String) throws(InvalidArgument) {
        self.text = try text.checkedName(length: Self.allowedLength)
    }

    /// A name that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }
}
