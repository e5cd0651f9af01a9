import ArgumentParser
import AuthService
import ServiceKit

/// The flags that every subcommand takes.
struct SettingsOptions: ParsableArguments {
    @Option(help: .init(AuthSettings.address.help))
    var addr: String?

    @Option(help: .init(Setting.databaseURL.help))
    var databaseURL: String?

    @Option(help: .init(AuthSettings.passwordCost.help))
    var passwordCost: String?

    @Option(help: .init(AuthSettings.passwordThreads.help))
    var passwordThreads: String?

    @Option(help: .init(AuthSettings.sessionLifetime.help))
    var authSessionLifetime: String?

    @Option(help: .init(AuthSettings.sessionIdleTimeout.help))
    var authSessionIdleTimeout: String?

    @Option(help: .init(AuthSettings.sweepInterval.help))
    var authSweepInterval: String?

    @Option(help: .init(AuthSettings.tokenScopes.help))
    var authTokenScopes: String?

    @Option(help: .init(AuthSettings.serviceName.help))
    var authServiceName: String?

    @Option(help: .init(AuthSettings.publicURL.help))
    var publicURL: String?

    @Option(help: .init(AuthSettings.providers.help))
    var oauthProviders: String?

    @Option(help: .init(AuthSettings.returnOrigins.help))
    var oauthReturnOrigins: String?

    @Option(help: .init(Setting.callerTokenKey.help))
    var callerTokenKey: String?

    @Option(help: .init(Setting.callerTokenPreviousKey.help))
    var callerTokenPreviousKey: String?

    @Option(help: .init(Setting.logLevel.help))
    var logLevel: String?

    @Option(help: .init(Setting.logFormat.help))
    var logFormat: String?

    @Option(help: "A file of NAME=value lines with more settings. (default: .env, if there is one)")
    var envFile: String?

    /// The settings that hold: flags first, then the environment, then the file.
    func settings() throws(SettingsError) -> Settings {
        try Settings.load(
            flags: [
                AuthSettings.address.name: addr,
                Setting.databaseURL.name: databaseURL,
                AuthSettings.passwordCost.name: passwordCost,
                AuthSettings.passwordThreads.name: passwordThreads,
                AuthSettings.sessionLifetime.name: authSessionLifetime,
                AuthSettings.sessionIdleTimeout.name: authSessionIdleTimeout,
                AuthSettings.sweepInterval.name: authSweepInterval,
                AuthSettings.tokenScopes.name: authTokenScopes,
                AuthSettings.serviceName.name: authServiceName,
                AuthSettings.publicURL.name: publicURL,
                AuthSettings.providers.name: oauthProviders,
                AuthSettings.returnOrigins.name: oauthReturnOrigins,
                Setting.callerTokenKey.name: callerTokenKey,
                Setting.callerTokenPreviousKey.name: callerTokenPreviousKey,
                Setting.logLevel.name: logLevel,
                Setting.logFormat.name: logFormat,
            ],
            environmentFile: envFile)
    }
}
