import JWTKit

/// An issuer's public keys (RFC 7517).
struct KeySet: Decodable, Sendable {
    private static let maximumCount = 100

    private let keys: [JWK]

    private enum CodingKeys: String, CodingKey { case keys }

    /// Keys of other kinds and for other uses are left out.
    init(from decoder: any Decoder) throws {
        let entries = try decoder.container(keyedBy: CodingKeys.self).decode([Entry].self, forKey: .keys)
        keys = entries.prefix(Self.maximumCount).compactMap { $0.use == "enc" ? nil : $0.key }
    }

    /// The key that a token names; without a name, the only one that there is.
    func key(_ identifier: String?) -> JWK? {
        guard let identifier else { return keys.count == 1 ? keys.first : nil }
        return keys.first { $0.keyIdentifier?.string == identifier }
    }

    private struct Entry: Decodable {
        let key: JWK?
        let use: String?

        private enum CodingKeys: String, CodingKey { case use }

        init(from decoder: any Decoder) throws {
            key = try? JWK(from: decoder)
            use = try? decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .use)
        }
    }
}
