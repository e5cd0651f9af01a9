import Hummingbird
import ServiceKit

/// Takes only so many requests: of each client on the routes by which one gets a session, of each client on all routes, and
/// of all clients together.
///
/// Each answer says what is left in `RateLimit` and what the limits are in `RateLimit-Policy`
/// (draft-ietf-httpapi-ratelimit-headers), and a refusal (429) by `Retry-After` when to come again.
struct RateLimiting<Context: RequestContext>: RouterMiddleware {
    private let authentication: RateLimitPolicy?
    private let client: RateLimitPolicy?
    private let global: RateLimitPolicy?
    private let origin: @Sendable (Context) -> RequestOrigin
    private let now: @Sendable () -> ContinuousClock.Instant

    init(
        _ configuration: RateLimitConfiguration, origin: @escaping @Sendable (Context) -> RequestOrigin,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        let capacity = configuration.clients
        authentication = configuration.authentication.map {
            RateLimitPolicy(name: "auth", limit: $0, capacity: capacity)
        }
        client = configuration.client.map { RateLimitPolicy(name: "client", limit: $0, capacity: capacity) }
        global = configuration.global.map { RateLimitPolicy(name: "global", limit: $0, capacity: 1) }
        self.origin = origin
        self.now = now
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let client = origin(context).client?.client ?? RateLimitPolicy.everyone
        // The narrowest first: what it refuses takes nothing from what others have.
        let policies: [(RateLimitPolicy?, IPAddress)] = [
            (authentication.flatMap { isAuthentication(context) ? $0 : nil }, client), (self.client, client),
            (global, RateLimitPolicy.everyone),
        ]
        let now = now()
        var fields = RateLimitFields()
        for case (let policy?, let key) in policies {
            let decision = policy.take(key, now: now)
            fields.add(policy, decision)
            guard decision.isAllowed else { throw refusal(policy, decision, fields) }
        }
        var response = try await next(request, context)
        fields.write(to: &response.headers)
        return response
    }

    /// The routes that take a password, make an account, or talk to a provider, by the template that has matched: however a
    /// path is written, it has one. The list of providers costs nothing, and each page that offers them asks for it.
    private func isAuthentication(_ context: Context) -> Bool {
        guard let route = context.endpointPath else { return false }
        return route.hasPrefix("/auth/") && route != "/auth/providers"
    }

    private func refusal(
        _ policy: RateLimitPolicy, _ decision: RateLimiter<IPAddress>.Decision, _ fields: RateLimitFields
    ) -> Problem {
        var headers: HTTPFields = [.retryAfter: "\(max(1, decision.retryAfter.roundedUpSeconds))"]
        fields.write(to: &headers)
        return Problem(
            .tooManyRequests, code: "RESOURCE_EXHAUSTED",
            detail: """
                \(policy === global ? "The server gets" : "You send") too many requests. Try again later.
                """,
            headers: headers)
    }
}
