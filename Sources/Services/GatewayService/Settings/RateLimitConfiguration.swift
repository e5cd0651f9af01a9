/// How many requests the gateway takes; nil for no limit.
public struct RateLimitConfiguration: Sendable, Hashable {
    /// Of each client on the routes below `/auth`.
    public var authentication: RateLimit?
    /// Of each client on all routes.
    public var client: RateLimit?
    /// Of all clients together.
    public var global: RateLimit?
    /// How many clients are kept in mind.
    public var clients: Int

    /// A configuration of its parts.
    public init(
        authentication: RateLimit? = RateLimit(20, per: .seconds(60)), client: RateLimit? = nil,
        global: RateLimit? = RateLimit(5000, per: .seconds(1)), clients: Int = 65536
    ) {
        self.authentication = authentication
        self.client = client
        self.global = global
        self.clients = clients
    }

    /// Nothing is limited.
    public static let unlimited = RateLimitConfiguration(authentication: nil, client: nil, global: nil)
}
