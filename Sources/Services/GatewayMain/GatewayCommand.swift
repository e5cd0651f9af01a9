import ArgumentParser
import GatewayService
import ServiceKit

@main
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "The REST gateway: answers HTTP by calling the services over gRPC.",
        discussion: GatewaySettings.help.description, subcommands: [ServeCommand.self, HealthCommand.self],
        defaultSubcommand: ServeCommand.self)
}
