import AuthAPI
import GRPCCore
import Hummingbird
import ServiceKit

/// What the two ends of a sign-in by a provider share.
struct SignIn: Sendable {
    let sessions: SessionValidator
    let secret: BrowserSecretCookie

    init(sessions: SessionValidator) {
        self.sessions = sessions
        secret = BrowserSecretCookie(besides: sessions.cookie)
    }

    /// The provider that a path names.
    static func provider(of context: GatewayContext) throws -> String {
        try context.parameters.require("provider")
    }

    /// The metadata of calls that open sessions.
    static func metadata(_ request: Request, _ context: GatewayContext) -> Metadata {
        SignInOrigin(
            userAgent: request.headers[.userAgent] ?? "", clientAddress: context.origin.client?.description ?? ""
        ).metadata
    }

    /// Sends the browser back with what went wrong, if that is for the person to know. Everything else, such as an outage of
    /// auth or an unknown provider, stays the error that it is.
    func answer(to error: RPCError, provider: String) throws -> Response {
        guard let failure = SignInFailure(metadata: error.metadata) else { throw error }
        let location = ReturnAddress(failure.returnTo).adding([
            ("error", failure.reason.rawValue), ("provider", provider),
        ])
        // When the state is unknown, the cookie belongs to another sign-in, which may still end well.
        let isOver = failure.reason != .unknownAttempt && failure.reason != .signInRequired
        return .seeOther(location, cookies: isOver ? [secret.cleared()] : [])
    }
}
