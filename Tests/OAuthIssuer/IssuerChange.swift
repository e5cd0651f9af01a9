import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// A change of an issuer's behaviour that can be told to another process: to all of its sign-ins, or to a single one by a
/// field of the browser's request.
package struct IssuerChange: Sendable, Codable {
    package var subject: String?
    /// Empty for none.
    package var email: String?
    package var isEmailVerified: Bool?
    package var name: String?
    package var authorizationError: String?
    package var tokenError: String?
    package var answerIssuer: String?
    package var userInfoSubject: String?
    package var outage: Int?
    package var hangs: Bool?
    /// Claims of the ID token that have another value.
    package var claims: [String: String] = [:]
    /// Claims of the ID token that are times, in seconds from now.
    package var times: [String: Int] = [:]
    /// The name of a new key, which is the only one from now on.
    package var newKey: String?
    /// Whether it signs with a key that it does not publish.
    package var signsWithUnknownKey: Bool?

    /// No change.
    package init() {}

    /// The field by which a browser's request for an authorization tells the change for it.
    package static let field = "x-issuer-change"

    /// The change that a request asks for.
    init(headers: HTTPFields) throws {
        guard let name = HTTPField.Name(Self.field), let text = headers[name] else { return }
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    /// The change as text of ASCII.
    package var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    func apply(to behaviour: inout IssuerBehaviour, now: Date) {
        if let subject { behaviour.subject = subject }
        if let email { behaviour.email = email.isEmpty ? nil : email }
        if let isEmailVerified { behaviour.isEmailVerified = isEmailVerified }
        if let name { behaviour.name = name }
        if let authorizationError { behaviour.authorizationError = authorizationError }
        if let tokenError { behaviour.tokenError = tokenError }
        if let answerIssuer { behaviour.answerIssuer = answerIssuer }
        if let userInfoSubject { behaviour.userInfoSubject = userInfoSubject }
        if let outage { behaviour.outage = outage == 0 ? nil : outage }
        if let hangs { behaviour.hangs = hangs }
        if let newKey {
            behaviour.signingKey = (newKey, .es256(P256.Signing.PrivateKey()))
            behaviour.keys = [newKey: behaviour.signingKey.key]
        }
        if signsWithUnknownKey == true { behaviour.signingKey = ("unpublished", .es256(P256.Signing.PrivateKey())) }
        guard !claims.isEmpty || !times.isEmpty else { return }
        behaviour.changeToken = { [claims, times] _, token in
            for (name, value) in claims { token[name] = value }
            for (name, offset) in times { token[name] = Int(now.timeIntervalSince1970) + offset }
        }
    }
}
