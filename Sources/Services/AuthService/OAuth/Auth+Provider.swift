import AuthAPI
import GRPCCore
import Interceptors
import Logging

extension Auth {
    /// The provider that a request names.
    func provider(_ name: String) throws(RPCError) -> any IdentityProvider {
        guard let provider = providers.provider(name) else {
            throw RPCError(code: .notFound, message: "there is no sign-in by a provider of this name")
        }
        return provider
    }

    /// Asks a provider, and leaves time to say that it does not answer: when the caller's own time is over, nobody could
    /// tell any more whether the provider is away or we are.
    func ask<Result: Sendable>(
        _ provider: any IdentityProvider, _ question: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let remaining = Deadline.current?.remaining() ?? .seconds(10)
        do {
            return try await Deadline.withTimeout(remaining * 4 / 5, operation: question)
        } catch let error as DeadlineExceeded {
            throw OAuthError.unavailable(provider.settings.title, cause: error)
        }
    }

    /// The error of a sign-in with all that the gateway needs to send the browser back.
    func failure(
        _ error: any RPCErrorConvertible, of provider: any IdentityProvider, returningTo path: ReturnPath
    ) -> RPCError {
        if let error = error as? OAuthError { note(error, provider) }
        var failure = RPCError(error)
        if var told = SignInFailure(metadata: failure.metadata) {
            told.returnTo = path.text
            told.write(to: &failure.metadata)
        }
        return failure
    }

    /// The person who signs in is told; the operator, too, where it may be a matter of settings.
    private func note(_ error: OAuthError, _ provider: any IdentityProvider) {
        switch error.code.reason {
        case .declined, .accountExists, .identityTaken, .alreadyLinked, .signInRequired: return
        default: break
        }
        var metadata: Logger.Metadata = ["provider": "\(provider.settings.name)", "error": "\(error)"]
        if let cause = error.cause { metadata["cause"] = "\(cause)" }
        logger.warning("a sign-in by a provider failed", metadata: metadata)
    }
}
