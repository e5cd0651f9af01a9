public import Interceptors

/// What the gateway asks of requests before an endpoint sees them, and what it adds to answers.
public struct FrontConfiguration: Sendable, Hashable {
    /// The gateway's own origins, as browsers see them; when empty, the origin is derived from the host that was called.
    public var publicOrigins: [WebOrigin]
    /// The pages of other origins that may call.
    public var cors: CORSConfiguration
    /// Whose `X-Forwarded-…` fields are believed.
    public var proxies: TrustedProxies
    /// How long browsers are to use HTTPS only, once they did; zero to not say so.
    public var strictTransportAge: Duration
    /// What becomes of the trace context and baggage of a request. With trusted proxies, only theirs can be continued.
    public var incomingContext: IncomingContext
    /// How many requests are taken.
    public var rateLimits: RateLimitConfiguration
    /// How many requests are answered at the same time.
    public var maximumRequests: Int
    /// How many connections there may be at the same time.
    public var maximumConnections: Int
    /// How long a connection without a request is kept.
    public var idleTimeout: Duration
    /// The time in which a request's head must arrive.
    public var headTimeout: Duration
    /// The most bytes of a request's target and fields.
    public var maximumHeadSize: Int

    /// A configuration with the defaults of the settings.
    public init(
        publicOrigins: [WebOrigin] = [], cors: CORSConfiguration = CORSConfiguration(),
        proxies: TrustedProxies = .none, strictTransportAge: Duration = .seconds(365 * 86400),
        incomingContext: IncomingContext = .untrusted, rateLimits: RateLimitConfiguration = RateLimitConfiguration(),
        maximumRequests: Int = 512, maximumConnections: Int = 4096, idleTimeout: Duration = .seconds(75),
        headTimeout: Duration = .seconds(10), maximumHeadSize: Int = 32768
    ) {
        self.publicOrigins = publicOrigins
        self.cors = cors
        self.proxies = proxies
        self.strictTransportAge = strictTransportAge
        self.incomingContext = incomingContext
        self.rateLimits = rateLimits
        self.maximumRequests = maximumRequests
        self.maximumConnections = maximumConnections
        self.idleTimeout = idleTimeout
        self.headTimeout = headTimeout
        self.maximumHeadSize = maximumHeadSize
    }

    /// What becomes of the context that a request brings along.
    func incomingContext(from origin: RequestOrigin) -> IncomingContext {
        guard !proxies.isEmpty, !origin.isFromTrustedProxy else { return incomingContext }
        return IncomingContext(trace: incomingContext.trace == .ignore ? .ignore : .link, baggage: .ignore)
    }
}
