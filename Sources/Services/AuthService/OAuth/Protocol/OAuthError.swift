import AuthAPI
public import GRPCCore

/// Why a sign-in by a provider failed, in words for the person who signs in. It holds no code, token or secret.
public struct OAuthError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public struct Code: Sendable, Hashable {
        let reason: SignInFailure.Reason
        /// The state is unknown, over, used or another browser's.
        public static let unknownAttempt = Code(reason: .unknownAttempt)
        /// The user declined.
        public static let declined = Code(reason: .declined)
        /// The provider refuses.
        public static let refused = Code(reason: .providerRefused)
        /// The provider has not verified the user's address.
        public static let unverifiedEmail = Code(reason: .unverifiedEmail)
        /// What the provider sent can't be trusted.
        public static let untrusted = Code(reason: .untrusted)
        /// The provider does not answer, or not in time.
        public static let unavailable = Code(reason: .providerUnavailable)
        /// The provider does not accept us, or its settings are wrong.
        public static let misconfigured = Code(reason: .providerMisconfigured)
        /// The user's address has an account that the identity does not open.
        public static let accountExists = Code(reason: .accountExists)
        /// The identity belongs to another account.
        public static let identityTaken = Code(reason: .identityTaken)
        /// The account has another identity at the provider.
        public static let alreadyLinked = Code(reason: .alreadyLinked)
        /// Linking takes the session in which it began.
        public static let signInRequired = Code(reason: .signInRequired)
    }

    /// What kind of failure it is.
    public var code: Code
    /// What went wrong and what to do.
    public var message: String
    /// The provider's own error code (RFC 6749, sections 4.1.2.1 and 5.2).
    public var providerError: String?
    /// What failed beneath.
    public var cause: (any Error)?

    init(_ code: Code, _ message: String, providerError: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.providerError = providerError
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}

extension OAuthError: RPCErrorConvertible {
    /// The code of gRPC that belongs to ``code``. None is UNAVAILABLE: that would say that auth is away, and those who call
    /// it would stop to, because a provider is.
    public var rpcErrorCode: RPCError.Code {
        switch code.reason {
        case .unknownAttempt, .untrusted, .signInRequired: .unauthenticated
        case .declined: .permissionDenied
        case .providerRefused, .unverifiedEmail, .providerUnavailable: .failedPrecondition
        case .accountExists, .identityTaken, .alreadyLinked: .alreadyExists
        case .providerMisconfigured: .internalError
        }
    }

    /// The message.
    public var rpcErrorMessage: String { message }

    /// The kind of failure, and the provider's own error code as `cairn-oauth-error`.
    public var rpcErrorMetadata: Metadata {
        var metadata: Metadata = providerError.map { ["cairn-oauth-error": .string($0)] } ?? [:]
        SignInFailure(code.reason).write(to: &metadata)
        return metadata
    }

    /// What failed beneath.
    public var rpcErrorCause: (any Error)? { cause }
}
