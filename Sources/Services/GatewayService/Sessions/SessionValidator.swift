import AuthAPI
import FoundationEssentials
import GRPCCore
import Hummingbird
import ServiceContextModule
import ServiceKit
import SwiftProtobuf
import Telemetry

/// Finds out who makes a request, by its session: from the cache, or from auth.
///
/// When the auth service can't say whether a session is valid, the answer is 503 and never 401: a caller must not lose its
/// session because of an outage.
struct SessionValidator: Sendable {
    let auth: any Cairn_Auth_V1_Auth.ClientProtocol
    let cookie: SessionCookie
    let cache: SessionCache<AuthenticatedUser>
    let tracer: TelemetryTracer

    /// Who makes a request.
    /// - Throws: ``Problem`` 401 without a valid session.
    func user(of request: Request) async throws -> AuthenticatedUser {
        guard let token = try SessionToken.find(in: request.headers, cookie: cookie) else {
            throw Problem(.unauthorized, code: "UNAUTHENTICATED", detail: "Sign in first.")
        }
        do {
            let (user, isCached) = try await cache.session(of: token) { try await ask(token) }
            if isCached, let context = ServiceContext.current {
                tracer.activeSpan(identifiedBy: context)?.setAttribute("cairn.session.cached", true)
            }
            return user
        } catch let error as RPCError {
            switch error.code {
            case .unauthenticated, .invalidArgument: throw SessionToken.invalid
            case .cancelled: throw error
            default:
                throw Problem(
                    .serviceUnavailable, code: "UNAVAILABLE",
                    detail: "Your session can't be checked now. Try again later.", cause: error)
            }
        }
    }

    private func ask(_ token: SessionToken) async throws -> SessionCache<AuthenticatedUser>.Answer {
        let response = try await idempotent { try await auth.validateSession(.with { $0.token = token.value }) }
        guard response.hasUser, !response.user.id.isEmpty else {
            throw RPCError(code: .internalError, message: "auth validated a session without naming its user")
        }
        let caller = UUID(uuidString: response.user.id).map { id in
            Caller(userID: id, sessionID: UUID(uuidString: response.sessionID), scopes: Set(response.scopes))
        }
        return SessionCache.Answer(
            session: AuthenticatedUser(account: response.user, caller: caller), user: response.user.id,
            lifetime: response.hasExpireTime ? Self.remaining(until: response.expireTime) : nil)
    }

    private static func remaining(until time: Google_Protobuf_Timestamp) -> Duration {
        .seconds(Double(time.seconds) - Date().timeIntervalSince1970)
    }
}
