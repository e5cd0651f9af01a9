import ServiceKit

/// An e-mail address in the one form that we store and compare: trimmed and in lower case.
///
/// The check is one of syntax; only a message to the address can show that it is somebody's. Addresses are ASCII (a domain
/// in other scripts in its `xn--` form), so that no two of them look the same.
struct EmailAddress: Sendable, Hashable {
    /// RFC 5321, section 4.5.3.1: what fits between the angle brackets of a mail path.
    static let maximumLength = 254

    let text: String

    init(_ text: String) throws(InvalidArgument) {
        let text = text.trimmed.lowercased()
        guard text.utf8.count <= Self.maximumLength else {
            throw InvalidArgument(field: "email", "must have at most \(Self.maximumLength) characters")
        }
        guard Self.isAddress(text) else {
            throw InvalidArgument(field: "email", "must be an e-mail address such as name@example.com")
        }
        self.text = text
    }

    /// An address that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let at = text.lastIndex(of: "@") else { return false }
        return isLocalPart(text[..<at]) && isDomain(text[text.index(after: at)...])
    }

    /// RFC 5321's Dot-string.
    private static func isLocalPart(_ text: Substring) -> Bool {
        let atoms = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64
            && atoms.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtomText) }
    }

    /// Two or more labels of a host name.
    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                1...63 ~= label.utf8.count && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
