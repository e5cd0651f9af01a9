/// What an issuer has done.
package struct IssuerRecord: Sendable, Codable {
    /// How often the keys were fetched.
    package var keyFetches = 0

    /// Everything that must stay between an issuer, a browser and auth: states, nonces, codes, verifiers and tokens.
    package var secrets: [String] = []
}
