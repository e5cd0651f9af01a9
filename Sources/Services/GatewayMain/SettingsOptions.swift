import ArgumentParser
import GatewayService
import ServiceKit

/// The flags that every subcommand takes.
struct SettingsOptions: ParsableArguments {
    @Option(help: "Where to listen for HTTP, as host:port; port 0 takes a free one. (GATEWAY_ADDR)")
    var addr: String?

    @Option(help: "The auth service, as host:port. (AUTH_ADDR)")
    var authAddr: String?

    @Option(help: "The dummy service, as host:port. (DUMMY_ADDR)")
    var dummyAddr: String?

    @Option(help: "The time in which a request must be answered. (GATEWAY_REQUEST_TIMEOUT)")
    var requestTimeout: String?

    @Option(help: "The time in which a service must answer a readiness check. (GATEWAY_READINESS_TIMEOUT)")
    var readinessTimeout: String?

    @Option(help: "Whether the session cookie is only for HTTPS. (GATEWAY_COOKIE_SECURE)")
    var cookieSecure: String?

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
                GatewaySettings.address.name: addr, GatewaySettings.auth.name: authAddr,
                GatewaySettings.dummy.name: dummyAddr, GatewaySettings.requestTimeout.name: requestTimeout,
                GatewaySettings.readinessTimeout.name: readinessTimeout,
                GatewaySettings.secureCookie.name: cookieSecure, "LOG_LEVEL": logLevel, "LOG_FORMAT": logFormat,
                Setting.callerTokenKey.name: callerTokenKey,
                Setting.callerTokenPreviousKey.name: callerTokenPreviousKey,
            ], environmentFile: envFile)
    }
}
