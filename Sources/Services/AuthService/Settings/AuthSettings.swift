import FoundationEssentials
public import ServiceKit

/// What the auth service can be told besides the settings of every service.
public enum AuthSettings {
    /// `AUTH_ADDR`
    public static let address = Setting.address(
        "AUTH_ADDR", flag: "--addr", "Where to listen for gRPC",
        default: NetworkAddress(host: "127.0.0.1", port: 50051))

    /// `AUTH_PASSWORD_COST`
    public static let passwordCost = Setting<ScryptParameters>(
        "AUTH_PASSWORD_COST", flag: "--password-cost", "What it costs to hash a password",
        expected: "parameters of scrypt such as ln=15,r=8,p=3", default: .standard
    ) { ScryptParameters($0) }

    /// `AUTH_PASSWORD_THREADS`
    public static let passwordThreads = Setting.integer(
        "AUTH_PASSWORD_THREADS", flag: "--password-threads",
        "How many passwords are hashed at the same time",
        in: 1...256, default: ProcessInfo.processInfo.activeProcessorCount)

    /// `AUTH_SESSION_LIFETIME`
    public static let sessionLifetime = Setting.duration(
        "AUTH_SESSION_LIFETIME", "From a sign-in to the end of its session, used or not",
        default: AuthConfiguration().sessionLifetime)

    /// `AUTH_SESSION_IDLE_TIMEOUT`
    public static let sessionIdleTimeout = Setting.duration(
        "AUTH_SESSION_IDLE_TIMEOUT", "From a session's last use to its end",
        default: AuthConfiguration().sessionIdleTimeout)

    /// `AUTH_SWEEP_INTERVAL`
    public static let sweepInterval = Setting.duration(
        "AUTH_SWEEP_INTERVAL", "How often what has expired is removed",
        default: .seconds(900))

    /// `AUTH_TOKEN_SCOPES`
    public static let tokenScopes = Setting<ScopeList>(
        "AUTH_TOKEN_SCOPES", "What API tokens can be allowed", expected: "names separated by commas",
        default: .standard
    ) { ScopeList($0) }

    /// `AUTH_SERVICE_NAME`
    public static let serviceName = Setting.text(
        "AUTH_SERVICE_NAME", "What people call the service; no password may be made of it",
        default: AuthConfiguration().serviceName)

    /// Every setting of the program, for `--help`.
    public static let help = SettingsHelp()
        .with(address).with(.databaseURL).with(passwordCost).with(passwordThreads).with(sessionLifetime)
        .with(sessionIdleTimeout).with(sweepInterval).with(tokenScopes).with(serviceName).with(publicURL)
        .with(providers).with(returnOrigins).with(.callerTokenKey).with(.callerTokenPreviousKey).with(.logLevel)
        .with(.logFormat)
}
