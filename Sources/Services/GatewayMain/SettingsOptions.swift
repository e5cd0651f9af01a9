import ArgumentParser
import GatewayService
import ServiceKit

/// The flags that every subcommand takes.
struct SettingsOptions: ParsableArguments {
    @Option(name: [.customLong("gateway-addr"), .long], help: .init(GatewaySettings.address.help))
    var addr: String?

    @OptionGroup var services: ServiceOptions

    @Option(name: [.customLong("gateway-request-timeout"), .long], help: .init(GatewaySettings.requestTimeout.help))
    var requestTimeout: String?

    @Option(
        name: [.customLong("gateway-readiness-timeout"), .long], help: .init(GatewaySettings.readinessTimeout.help))
    var readinessTimeout: String?

    @Option(name: [.customLong("gateway-drain-delay"), .long], help: .init(GatewaySettings.drainDelay.help))
    var drainDelay: String?

    @Option(name: [.customLong("gateway-cookie-secure"), .long], help: .init(GatewaySettings.secureCookie.help))
    var cookieSecure: String?

    @Option(name: [.customLong("gateway-session-cache"), .long], help: .init(GatewaySettings.sessionCache.help))
    var sessionCache: String?

    @Option(
        name: [.customLong("gateway-session-cache-size"), .long], help: .init(GatewaySettings.sessionCacheSize.help))
    var sessionCacheSize: String?

    @OptionGroup var front: FrontOptions

    @OptionGroup var app: AppOptions

    @Option(help: .init(Setting.callerTokenKey.help))
    var callerTokenKey: String?

    @Option(help: .init(Setting.callerTokenPreviousKey.help))
    var callerTokenPreviousKey: String?

    @Option(help: "What is logged. (LOG_LEVEL)")
    var logLevel: String?

    @Option(help: "How log lines are written. (LOG_FORMAT)")
    var logFormat: String?

    @Option(help: "A file of NAME=value lines with more settings.")
    var envFile: String?

    /// The settings that hold, flags first.
    func settings() throws(SettingsError) -> Settings {
        try Settings.load(
            flags: [
                GatewaySettings.address.name: addr, GatewaySettings.requestTimeout.name: requestTimeout,
                GatewaySettings.readinessTimeout.name: readinessTimeout, GatewaySettings.drainDelay.name: drainDelay,
                GatewaySettings.secureCookie.name: cookieSecure, GatewaySettings.sessionCache.name: sessionCache,
                GatewaySettings.sessionCacheSize.name: sessionCacheSize,
                Setting.callerTokenKey.name: callerTokenKey,
                Setting.callerTokenPreviousKey.name: callerTokenPreviousKey,
                "LOG_LEVEL": logLevel, "LOG_FORMAT": logFormat,
            ].merging(services.flags) { $1 }.merging(front.flags) { $1 }.merging(app.flags) { $1 },
            environmentFile: envFile)
    }
}
