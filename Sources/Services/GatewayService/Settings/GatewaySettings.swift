public import ServiceKit

/// The settings of the gateway, in the order of `--help`.
public enum GatewaySettings {
    /// `GATEWAY_ADDR`
    public static let address = Setting<NetworkAddress>.address(
        "GATEWAY_ADDR", "Where to listen for HTTP", default: NetworkAddress(host: "127.0.0.1", port: 3000))
    /// `AUTH_ADDR`
    public static let auth = Setting<SettingList<NetworkAddress>>.addresses(
        "AUTH_ADDR",
        "Where the auth service answers; calls are spread over several addresses, and over those of a name",
        default: [NetworkAddress(host: "127.0.0.1", port: 50051)])
    /// `GATEWAY_REQUEST_TIMEOUT`
    public static let requestTimeout = Setting<Duration>.duration(
        "GATEWAY_REQUEST_TIMEOUT", "The time in which a request must be answered", default: .seconds(10))
    /// `GATEWAY_READINESS_TIMEOUT`
    public static let readinessTimeout = Setting<Duration>.duration(
        "GATEWAY_READINESS_TIMEOUT", "The time in which a service must answer a readiness check", default: .seconds(1))
    /// `GATEWAY_DRAIN_DELAY`
    public static let drainDelay = Setting<Duration>.duration(
        "GATEWAY_DRAIN_DELAY",
        "How long to go on serving after SIGTERM, while /readyz says 503 and load balancers notice", default: .zero)
    /// `GATEWAY_SESSION_CACHE`
    public static let sessionCache = Setting<Duration>.duration(
        "GATEWAY_SESSION_CACHE",
        "How long a session that auth has vouched for is believed, unless it is ended here; 0s to always ask",
        default: .seconds(5))
    /// `GATEWAY_SESSION_CACHE_SIZE`
    public static let sessionCacheSize = Setting<Int>.integer(
        "GATEWAY_SESSION_CACHE_SIZE", "How many sessions are believed at most", in: 0...1_000_000, default: 10000)
    /// `GATEWAY_COOKIE_SECURE`
    public static let secureCookie = Setting<Bool>.boolean(
        "GATEWAY_COOKIE_SECURE",
        "Keep the session cookie to HTTPS and http://localhost; false for plain HTTP elsewhere",
        default: true)

    /// All of them, for `--help`.
    public static let help = AppSettings.addHelp(
        to: FrontSettings.addHelp(
            to: Backend.all.reduce(SettingsHelp().with(address).with(auth)) { $0.with($1.address) }
                .with(requestTimeout).with(readinessTimeout).with(drainDelay)
                .with(secureCookie).with(sessionCache).with(sessionCacheSize))
    ).with(.callerTokenKey).with(.callerTokenPreviousKey).with(.logLevel).with(.logFormat)
}

extension GatewayConfiguration {
    /// The configuration that the settings describe.
    public init(settings: Settings) throws(SettingsError) {
        self.init(
            address: try settings.value(of: GatewaySettings.address),
            requestTimeout: try settings.value(of: GatewaySettings.requestTimeout),
            readinessTimeout: try settings.value(of: GatewaySettings.readinessTimeout),
            drainDelay: try settings.value(of: GatewaySettings.drainDelay),
            hasSecureCookie: try settings.value(of: GatewaySettings.secureCookie),
            sessionCache: SessionCacheConfiguration(
                timeToLive: try settings.value(of: GatewaySettings.sessionCache),
                capacity: try settings.value(of: GatewaySettings.sessionCacheSize)),
            front: try FrontConfiguration(settings: settings),
            app: try AppConfiguration(settings: settings))
    }
}
