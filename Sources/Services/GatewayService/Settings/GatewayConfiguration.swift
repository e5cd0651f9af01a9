public import ServiceKit

/// How the gateway answers.
public struct GatewayConfiguration: Sendable {
    /// Where it listens; port 0 lets the system choose one.
    public var address: NetworkAddress
    /// The time in which a request must be answered, the calls that it makes included.
    public var requestTimeout: Duration
    /// How long a service may take to say that it can serve, before `/readyz` calls it down.
    public var readinessTimeout: Duration
    /// How long the gateway goes on serving, but says by `/readyz` that it is not ready, before it shuts down.
    public var drainDelay: Duration
    /// Whether the session cookie is only for HTTPS (and `http://localhost`).
    public var hasSecureCookie: Bool
    /// How long a session that auth has vouched for is believed.
    public var sessionCache: SessionCacheConfiguration
    /// What is asked of requests before an endpoint sees them.
    public var front: FrontConfiguration
    /// The web app that is served beside the API.
    public var app: AppConfiguration

    /// A configuration of its parts.
    public init(
        address: NetworkAddress = NetworkAddress(host: "127.0.0.1", port: 3000),
        requestTimeout: Duration = .seconds(10), readinessTimeout: Duration = .seconds(1),
        drainDelay: Duration = .zero, hasSecureCookie: Bool = true,
        sessionCache: SessionCacheConfiguration = SessionCacheConfiguration(),
        front: FrontConfiguration = FrontConfiguration(), app: AppConfiguration = AppConfiguration()
    ) {
        self.address = address
        self.requestTimeout = requestTimeout
        self.readinessTimeout = readinessTimeout
        self.drainDelay = drainDelay
        self.hasSecureCookie = hasSecureCookie
        self.sessionCache = sessionCache
        self.front = front
        self.app = app
    }

    var cookie: SessionCookie { SessionCookie(isSecure: hasSecureCookie) }
}
