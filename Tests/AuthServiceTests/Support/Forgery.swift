import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthService

/// A way to make a token that is not ours out of one that is.
struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let forge: @Sendable (String) -> String

    private init(_ description: String, _ forge: @escaping @Sendable (String) -> String) {
        testDescription = description
        self.forge = forge
    }

    private init(_ description: String, parts change: @escaping @Sendable (_ id: String, _ secret: String) -> String) {
        self.init(description) { token in
            let parts = token.split(separator: ".").map(String.init)
            return change(parts[0], parts[1])
        }
    }

    static let all = [
        Forgery("nothing") { _ in "" },
        Forgery("a dot") { _ in "." },
        Forgery("a megabyte") { _ in String(repeating: "x", count: 1 << 20) },
        Forgery("the id alone", parts: { id, _ in id }),
        Forgery("the id and a dot", parts: { id, _ in "\(id)." }),
        Forgery("the secret alone", parts: { _, secret in secret }),
        Forgery("the parts swapped", parts: { id, secret in "\(secret).\(id)" }),
        Forgery("the id with another secret", parts: { id, _ in "\(id).\(Secret.random().base64URL)" }),
        Forgery("the id with a secret of zeros", parts: { id, _ in "\(id).\(String(repeating: "A", count: 43))" }),
        Forgery("another id with the secret", parts: { _, secret in "\(UUID().uuidString.lowercased()).\(secret)" }),
        Forgery("the id in capitals", parts: { id, secret in "\(id.uppercased()).\(secret)" }),
        Forgery("a secret cut short", parts: { id, secret in "\(id).\(secret.dropLast())" }),
        Forgery("a secret with more behind it", parts: { id, secret in "\(id).\(secret)AAAA" }),
        Forgery("a padded secret", parts: { id, secret in "\(id).\(secret)=" }),
        Forgery("a third part", parts: { id, secret in "\(id).\(secret).\(secret)" }),
        Forgery("a blank in front") { " \($0)" },
        Forgery("U+0000 behind") { "\($0)\0" },
        Forgery("the secret's first bit flipped", parts: { id, secret in "\(id).\(flipped(secret))" }),
        Forgery(
            "the stored hash as the secret",
            parts: { id, secret in
                let hash = Secret(base64URL: secret)?.hash.bytes ?? []
                return "\(id).\(Base64.encode(hash, alphabet: .urlSafe))"
            }),
        Forgery("SQL") { _ in "' OR '1'='1" },
    ]

    private static func flipped(_ secret: String) -> String {
        (secret.first == "A" ? "g" : "A") + secret.dropFirst()
    }
}
