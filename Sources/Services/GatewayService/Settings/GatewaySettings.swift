public import ServiceKit

/// The settings of the gateway, in the order of `--help`.
public enum GatewaySettings {
    /// `GATEWAY_ADDR`
    public static let address = Setting<NetworkAddress>.address(
        "GATEWAY_ADDR", "Where to listen for HTTP", default: NetworkAddress(host: "127.0.0.1", port: 3000))
    /// `AUTH_ADDR`
    public static let auth = Setting<NetworkAddress>.address(
        "AUTH_ADDR", "The auth service", default: NetworkAddress(host: "127.0.0.1", port: 50051))
    /// `DUMMY_ADDR`
    public static let dummy = Setting<NetworkAddress>.address(
        "DUMMY_ADDR", "The dummy service", default: NetworkAddress(host: "127.0.0.1", port: 50052))
    /// `GATEWAY_REQUEST_TIMEOUT`
    public static let requestTimeout = Setting<Duration>.duration(
        "GATEWAY_REQUEST_TIMEOUT", "The time in which a request must be answered", default: .seconds(10))
    /// `GATEWAY_READINESS_TIMEOUT`
    public static let readinessTimeout = Setting<Duration>.duration(
        "GATEWAY_READINESS_TIMEOUT", "The time in which a service must answer a readiness check", default: .seconds(1))
    /// `GATEWAY_COOKIE_SECURE`
    public static let secureCookie = Setting<Bool>.boolean(
        "GATEWAY_COOKIE_SECURE",
        "Keep the session cookie to HTTPS and http://localhost; false for plain HTTP elsewhere",
        default: true)

    /// All of them, for `--help`.
    public static let help = SettingsHelp()
        .with(address).with(auth).with(dummy).with(requestTimeout).with(readinessTimeout).with(secureCookie)
        .with(.callerTokenKey).with(.callerTokenPreviousKey).with(.logLevel).with(.logFormat)
}

extension GatewayConfiguration {
    /// The configuration that the settings describe.
    public init(settings: Settings) throws(SettingsError) {
        self.init(
            address: try settings.value(of: GatewaySettings.address),
            requestTimeout: try settings.value(of: GatewaySettings.requestTimeout),
            readinessTimeout: try settings.value(of: GatewaySettings.readinessTimeout),
            hasSecureCookie: try settings.value(of: GatewaySettings.secureCookie))
    }
}
