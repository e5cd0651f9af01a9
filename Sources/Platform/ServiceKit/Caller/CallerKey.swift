import Crypto

/// A secret that services share to sign caller tokens. It prints as `<redacted>`, so that no log can show it.
public struct CallerKey: Sendable, CustomStringConvertible, CustomReflectable {
    static let lengths = 32...1024

    let symmetricKey: SymmetricKey?

    /// No key.
    public static let none = CallerKey(symmetricKey: nil)

    private init(symmetricKey: SymmetricKey?) {
        self.symmetricKey = symmetricKey
    }

    /// A key of 32 to 1,024 characters; nil for another text. The characters should be random.
    public init?(_ text: String) {
        guard Self.lengths.contains(text.utf8.count) else { return nil }
        symmetricKey = SymmetricKey(data: Array(text.utf8))
    }

    /// `none` or `<redacted>`
    public var description: String { symmetricKey == nil ? "none" : "<redacted>" }

    /// Empty, so that `dump` does not show the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Setting<CallerKey> {
    private static let expectation =
        "32 to \(CallerKey.lengths.upperBound) random characters, for example by openssl rand -hex 32"

    /// `CALLER_TOKEN_KEY`: what services sign with for whom they call each other.
    public static var callerTokenKey: Self {
        Self(
            "CALLER_TOKEN_KEY",
            "The secret that all services share. With it only they can call each other; without it everyone who reaches"
                + " a service's port can",
            expected: expectation, default: CallerKey.none, isSecret: true
        ) { CallerKey($0) }
    }

    /// `CALLER_TOKEN_PREVIOUS_KEY`: still accepted while the key is changed.
    public static var callerTokenPreviousKey: Self {
        Self(
            "CALLER_TOKEN_PREVIOUS_KEY", "An earlier CALLER_TOKEN_KEY that is still accepted while it is replaced",
            expected: expectation, default: CallerKey.none, isSecret: true
        ) { CallerKey($0) }
    }
}
