import Testing

/// A `Set-Cookie` field, told into its parts.
struct SetCookie: Sendable {
    let name: String
    let value: String
    /// In lower case, as they were sent.
    let attributes: [String]

    init(_ field: String) throws {
        let parts = field.split(separator: ";").map { $0.drop { $0 == " " } }
        let pair = try #require(parts.first).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        try #require(pair.count == 2)
        name = String(pair[0])
        value = String(pair[1])
        attributes = parts.dropFirst().map { $0.lowercased() }
    }
}
