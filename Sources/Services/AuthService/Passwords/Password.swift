import Foundation
import ServiceKit

/// A password in the clear, for as long as a request needs it. It prints as `<redacted>`, so that no log can show it.
struct Password: Sendable {
    /// NIST SP 800-63B, revision 3, asks for at least 8 characters and that 64 are possible; there are no rules on what they
    /// are. (Revision 4 asks for 15 where nothing but the password is asked for.)
    static let allowedLength = 8...256

    /// The UTF-8 bytes of the text in normalization form KC, so that two keyboards that compose "é" differently agree.
    let bytes: [UInt8]

    /// A new password, held to ``allowedLength`` in Unicode scalars. ``PasswordRules`` ask for more.
    init(choosing text: String, field: String = "password") throws(InvalidArgument) {
        guard Self.allowedLength ~= text.unicodeScalars.count else {
            throw InvalidArgument(
                field: field,
                "must have \(Self.allowedLength.lowerBound) to \(Self.allowedLength.upperBound) characters")
        }
        self.init(normalizing: text)
    }

    /// A password that somebody tries; `nil` when it is longer than any that can have been chosen.
    init?(trying text: String) {
        guard text.unicodeScalars.count <= Self.allowedLength.upperBound else { return nil }
        self.init(normalizing: text)
    }

    private init(normalizing text: String) {
        bytes = Array(text.precomposedStringWithCompatibilityMapping.utf8)
    }
}

extension Password: CustomStringConvertible, CustomReflectable {
    var description: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
