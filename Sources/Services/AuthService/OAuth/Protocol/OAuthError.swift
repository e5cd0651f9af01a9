public import GRPCCore

/// Why a sign-in by a provider failed, in words for the person who signs in. It holds no code, token or secret.
public struct OAuthError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public struct Code: Sendable, Hashable {
        fileprivate enum Kind { case unknownAttempt, declined, refused, untrusted, unavailable, misconfigured }
        fileprivate let kind: Kind
        /// The state is unknown, over, used or another browser's.
        public static let unknownAttempt = Code(kind: .unknownAttempt)
        /// The user declined.
        public static let declined = Code(kind: .declined)
        /// The provider refuses, or has not verified enough.
        public static let refused = Code(kind: .refused)
        /// What the provider sent can't be trusted.
        public static let untrusted = Code(kind: .untrusted)
        /// The provider does not answer, or not in time.
        public static let unavailable = Code(kind: .unavailable)
        /// The provider does not accept us, or its settings are wrong.
        public static let misconfigured = Code(kind: .misconfigured)
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
    /// The code of gRPC that belongs to ``code``.
    public var rpcErrorCode: RPCError.Code {
        switch code.kind {
        case .unknownAttempt, .untrusted: .unauthenticated
        case .declined: .permissionDenied
        case .refused: .failedPrecondition
        case .unavailable: .unavailable
        case .misconfigured: .internalError
        }
    }

    /// The message.
    public var rpcErrorMessage: String { message }

    /// The provider's own error code as `cairn-oauth-error`.
    public var rpcErrorMetadata: Metadata {
        providerError.map { ["cairn-oauth-error": .string($0)] } ?? [:]
    }

    /// What failed beneath.
    public var rpcErrorCause: (any Error)? { cause }
}
