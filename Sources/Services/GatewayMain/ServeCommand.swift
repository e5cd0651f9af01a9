import ArgumentParser
import EventLoops
import GatewayService
import Logging
import ServiceKit
import Telemetry

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the gateway.", discussion: GatewaySettings.help.description)

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        EventLoops.configure()
        let gateway: Gateway
        do {
            let settings = try options.settings()
            let telemetry = try Telemetry(environment: settings.environment, serviceName: "gateway")
            telemetry.bootstrap(logHandler: try LoggingSetup.handlers(settings: settings))
            gateway = try Gateway(settings: settings, telemetry: telemetry, logger: Logger(label: "gateway"))
        } catch {
            throw ValidationError("\(error)")
        }
        try await gateway.run()
    }
}
