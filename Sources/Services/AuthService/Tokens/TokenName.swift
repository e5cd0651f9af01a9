import ServiceKit

/// What a user calls a token: 1 to 100 characters on one line, trimmed.
struct TokenName: Sendable, Hashable {
    /// In Unicode scalars.
    static let allowedLength = 1...100

    let text: String

    init(_ text: String) throws(InvalidArgument) {
        let text = text.trimmed
        guard Self.allowedLength ~= text.unicodeScalars.count else {
            throw InvalidArgument(
                field: "name",
                "must have \(Self.allowedLength.lowerBound) to \(Self.allowedLength.upperBound) characters")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw InvalidArgument(field: "name", "must not contain control characters")
        }
        self.text = text
    }

    /// A name that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }
}
