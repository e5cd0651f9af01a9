import ArgumentParser
import AuthService
import ServiceKit

@main
struct AuthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auth", abstract: "The auth service: accounts and sessions, over gRPC.",
        discussion: "\(AuthSettings.help)\n\(AuthSettings.providerHelp)",
        subcommands: [ServeCommand.self, HealthCommand.self], defaultSubcommand: ServeCommand.self)
}
