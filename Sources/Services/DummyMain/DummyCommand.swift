import ArgumentParser
import DummyService
import ServiceKit

@main
struct DummyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dummy", abstract: "The dummy service: the entities of users, over gRPC.",
        discussion: DummySettings.help.description, subcommands: [ServeCommand.self, HealthCommand.self],
        defaultSubcommand: ServeCommand.self)
}
