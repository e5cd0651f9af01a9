import ArgumentParser

@main
struct CollectorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collector",
        abstract: "Receives OpenTelemetry traces, keeps them on disk, shows them and passes them on.",
        subcommands: [
            ServeCommand.self, HealthCommand.self, ServicesCommand.self, TracesCommand.self, TraceCommand.self,
            StoreCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)
}
