import ArgumentParser
import GatewayService
import ServiceKit

/// The flags for the web app.
struct AppOptions: ParsableArguments {
    @Option(help: .init(AppSettings.directory.help))
    var gatewayAppDirectory: String?

    @Option(name: .customLong("gateway-traces-url"), help: .init(AppSettings.traces.help))
    var gatewayTracesURL: String?

    /// What was given, by the names of the settings.
    var flags: [String: String?] {
        [AppSettings.directory.name: gatewayAppDirectory, AppSettings.traces.name: gatewayTracesURL]
    }
}
