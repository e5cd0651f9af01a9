public import Interceptors
public import ServiceKit

/// The settings of what stands between the gateway's clients and its endpoints, in the order of `--help`.
public enum FrontSettings {
    /// `GATEWAY_ORIGINS`
    public static let origins = Setting<SettingList<WebOrigin>>.list(
        "GATEWAY_ORIGINS",
        "The gateway's own origins, as browsers see them; when not set, the host that is called is taken for it",
        expected: "origins such as https://api.example.com", default: []
    ) { WebOrigin($0) }
    /// `GATEWAY_TRUSTED_PROXIES`
    public static let trustedProxies = Setting<TrustedProxies>(
        "GATEWAY_TRUSTED_PROXIES", "The proxies whose X-Forwarded-For, -Host and -Proto are believed",
        expected: "networks such as 10.0.0.0/8, loopback or private, separated by commas, or none",
        default: TrustedProxies.none
    ) { TrustedProxies($0) }
    /// `GATEWAY_CORS_ORIGINS`
    public static let corsOrigins = Setting<CORSConfiguration.Origins>(
        "GATEWAY_CORS_ORIGINS", "The other origins whose pages may call the gateway",
        expected: "origins such as https://app.example.com, separated by commas, or * for all", default: .only([])
    ) { CORSConfiguration.Origins($0) }
    /// `GATEWAY_CORS_CREDENTIALS`
    public static let corsCredentials = Setting<Bool>.boolean(
        "GATEWAY_CORS_CREDENTIALS", "Let the requests of those pages carry the session cookie", default: false)
    /// `GATEWAY_CORS_MAX_AGE`
    public static let corsMaximumAge = Setting<Duration>.duration(
        "GATEWAY_CORS_MAX_AGE", "How long browsers may remember that a page may call", default: .seconds(7200))
    /// `GATEWAY_HSTS_MAX_AGE`
    public static let strictTransportAge = Setting<Duration>.duration(
        "GATEWAY_HSTS_MAX_AGE",
        "How long browsers that came by HTTPS are to use nothing else; 0s to not say so (needs GATEWAY_ORIGINS or a "
            + "trusted proxy)", default: .seconds(365 * 86400))
    /// `GATEWAY_TRACE_CONTEXT`
    public static let traceContext = Setting<IncomingContext.Trace>(
        "GATEWAY_TRACE_CONTEXT",
        "Whether requests belong to the trace that they name; with trusted proxies, only theirs can",
        expected: "continue, link (a new trace with a link to it) or ignore", default: .link
    ) { IncomingContext.Trace(rawValue: $0) }
    /// `GATEWAY_BAGGAGE`
    public static let baggage = Setting<IncomingContext.Baggage>(
        "GATEWAY_BAGGAGE",
        "Whether the baggage of requests goes on to the services; with trusted proxies, only theirs can",
        expected: "continue or ignore", default: .ignore
    ) { IncomingContext.Baggage(rawValue: $0) }
    /// `GATEWAY_AUTH_RATE`
    public static let authenticationRate = Setting<RateSetting>.rate(
        "GATEWAY_AUTH_RATE", "How often one client may call what is below /auth",
        default: RateLimit(20, per: .seconds(60)))
    /// `GATEWAY_CLIENT_RATE`
    public static let clientRate = Setting<RateSetting>.rate(
        "GATEWAY_CLIENT_RATE", "How often one client may call anything", default: nil)
    /// `GATEWAY_GLOBAL_RATE`
    public static let globalRate = Setting<RateSetting>.rate(
        "GATEWAY_GLOBAL_RATE", "How often all clients together may call", default: RateLimit(5000, per: .seconds(1)))
    /// `GATEWAY_MAX_REQUESTS`
    public static let maximumRequests = Setting<Int>.integer(
        "GATEWAY_MAX_REQUESTS", "How many requests are answered at the same time; others get 503", in: 1...1_000_000,
        default: 512)
    /// `GATEWAY_MAX_CONNECTIONS`
    public static let maximumConnections = Setting<Int>.integer(
        "GATEWAY_MAX_CONNECTIONS", "How many connections there may be; others wait", in: 1...1_000_000, default: 4096)
    /// `GATEWAY_IDLE_TIMEOUT`
    public static let idleTimeout = Setting<Duration>.duration(
        "GATEWAY_IDLE_TIMEOUT", "How long a connection without a request is kept", default: .seconds(75))
    /// `GATEWAY_HEAD_TIMEOUT`
    public static let headTimeout = Setting<Duration>.duration(
        "GATEWAY_HEAD_TIMEOUT", "The time in which the head of a request must arrive", default: .seconds(10))
    /// `GATEWAY_MAX_HEAD_SIZE`
    public static let maximumHeadSize = Setting<Int>.integer(
        "GATEWAY_MAX_HEAD_SIZE", "The most bytes of a request's target and header fields", in: 1024...1_048_576,
        default: 32768)

    static func addHelp(to help: SettingsHelp) -> SettingsHelp {
        help.with(origins).with(trustedProxies).with(corsOrigins).with(corsCredentials).with(corsMaximumAge)
            .with(strictTransportAge).with(traceContext).with(baggage).with(authenticationRate).with(clientRate)
            .with(globalRate).with(maximumRequests).with(maximumConnections).with(idleTimeout).with(headTimeout)
            .with(maximumHeadSize)
    }
}
