import ServiceKit

/// Which new passwords are taken, after NIST SP 800-63B, revision 3, section 5.1.1.2: long enough, and none that would be tried first.
/// There are no rules on the kinds of characters.
struct PasswordRules: Sendable {
    /// What people call the service.
    var serviceName = "Cairn"

    /// A password that its owner has chosen; `field` is its name in the request, for the error.
    func password(
        _ text: String, field: String = "password", email: EmailAddress, name: UserName
    ) throws(InvalidArgument) -> Password {
        let password = try Password(choosing: text, field: field)
        let folded = String(decoding: password.bytes, as: UTF8.self).lowercased()
        guard !Self.isSequence(folded) else {
            throw InvalidArgument(field: field, "must not be one character repeated or a mere sequence")
        }
        guard !CommonPasswords.contains(folded) else {
            throw InvalidArgument(field: field, "is one of the most common passwords: choose another one")
        }
        guard !contextWords(email, name).contains(where: { Self.isMade(folded, of: $0) }) else {
            throw InvalidArgument(
                field: field,
                "must not be made of your e-mail address, your name or the name of this service")
        }
        return password
    }

    /// What everybody knows who knows the account.
    private func contextWords(_ email: EmailAddress, _ name: UserName) -> [String] {
        let parts = email.text.split(separator: "@")
        let domain = parts.last?.split(separator: ".").first
        let name = name.text.lowercased()
        return [
            email.text, String(parts.first ?? ""), domain.map(String.init) ?? "", name,
            name.filter { !$0.isWhitespace }, serviceName.lowercased(),
        ]
    }

    /// Whether the text is the word, once or several times, apart from digits and signs around it.
    private static func isMade(_ text: String, of word: String) -> Bool {
        if text == word { return true }
        let (text, word) = (core(of: text), core(of: word))
        guard word.count >= 3, !text.isEmpty, text.count.isMultiple(of: word.count) else { return false }
        return text == String(repeating: word, count: text.count / word.count)
    }

    private static func core(of text: String) -> String {
        guard let first = text.firstIndex(where: \.isLetter),
            let last = text.lastIndex(where: \.isLetter)
        else {
            return ""
        }
        return String(text[first...last])
    }

    /// Whether every character is the one before it, or the next after it in Unicode, or the one before.
    private static func isSequence(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
        return steps.count == 1 && steps.isSubset(of: [-1, 0, 1])
    }
}
