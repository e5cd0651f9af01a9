import Crypto

/// The keys of caller tokens: one that signs, and an earlier one that is still accepted while keys are changed.
///
/// To change the key without an outage, restart the services with the new key and the old one as the previous, those
/// that are called first; then once more without the previous key.
public struct CallerKeys: Sendable {
    /// No keys: tokens are not signed, and any token is believed.
    public static let none = CallerKeys(current: .none)

    private let current: SymmetricKey?
    private let previous: SymmetricKey?

    /// Keys of their parts.
    public init(current: CallerKey, previous: CallerKey = .none) {
        self.current = current.symmetricKey
        self.previous = previous.symmetricKey
    }

    /// The keys that the settings give.
    /// - Throws: `SettingsError` also for a previous key without a current one, which would leave everything open.
    public init(settings: Settings) throws(SettingsError) {
        let current = try settings.value(of: .callerTokenKey)
        let previous = try settings.value(of: .callerTokenPreviousKey)
        guard current.symmetricKey != nil || previous.symmetricKey == nil else {
            throw SettingsError(
                code: .missing,
                message: "CALLER_TOKEN_PREVIOUS_KEY is set, but CALLER_TOKEN_KEY is not: give the new key")
        }
        self.init(current: current, previous: previous)
    }

    /// Whether tokens are signed and have to be.
    public var isConfigured: Bool { current != nil }

    /// The HMAC-SHA256 by the current key; nil without one.
    func sign(_ payload: [UInt8]) -> [UInt8]? {
        current.map { Array(HMAC<SHA256>.authenticationCode(for: payload, using: $0)) }
    }

    /// Whether one of the keys made the signature. The comparison takes the same time wherever the signatures differ.
    func verify(_ signature: [UInt8], of payload: [UInt8]) -> Bool {
        [current, previous].contains { key in
            key.map { HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: payload, using: $0) } ?? false
        }
    }
}

extension CallerKeys: CustomStringConvertible, CustomReflectable {
    /// How many keys there are.
    public var description: String {
        "\([current, previous].count { $0 != nil }) caller token keys"
    }

    /// Empty, so that `dump` does not show the keys.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
