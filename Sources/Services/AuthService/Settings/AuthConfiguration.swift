import FoundationEssentials
public import ServiceKit

/// How the auth service behaves.
public struct AuthConfiguration: Sendable {
    /// What each new password hash costs; older, weaker ones are replaced when their user signs in.
    public var passwordCost = ScryptParameters.standard

    /// How many passwords are hashed at the same time. Each takes 128 × r × 2^ln bytes meanwhile.
    public var concurrentHashes = 2

    /// From a sign-in to the end of its session, used or not.
    public var sessionLifetime = Duration.seconds(30 * 86_400)

    /// From a session's last use to its end.
    public var sessionIdleTimeout = Duration.seconds(7 * 86_400)

    /// What people call the service: no password may be made of it.
    public var serviceName = "Cairn"

    /// What API tokens can be allowed.
    public var tokenScopes = ScopeList.standard

    /// The defaults.
    public init() {}

    /// What the settings say.
    public init(settings: Settings) throws(SettingsError) {
        passwordCost = try settings.value(of: AuthSettings.passwordCost)
        concurrentHashes = try settings.value(of: AuthSettings.passwordThreads)
        sessionLifetime = try settings.value(of: AuthSettings.sessionLifetime)
        sessionIdleTimeout = try settings.value(of: AuthSettings.sessionIdleTimeout)
        serviceName = try settings.value(of: AuthSettings.serviceName)
        tokenScopes = try settings.value(of: AuthSettings.tokenScopes)
    }

    var sessionPolicy: SessionPolicy {
        SessionPolicy(
            lifetime: sessionLifetime / .seconds(1), idleTimeout: sessionIdleTimeout / .seconds(1))
    }
}
