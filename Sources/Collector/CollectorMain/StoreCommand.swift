import ArgumentParser
import CollectorKit
import FoundationEssentials
import TraceQuery

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Look after a data directory: what it holds, whether it is whole, compact it, export it.",
        subcommands: [
            StoreInspectCommand.self, StoreVerifyCommand.self, StoreCompactCommand.self, StoreExportCommand.self,
        ])
}

/// Which directory a store command is about.
struct DirectoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The data directory. (env: COLLECTOR_DATA, default: \(CollectorSettings.defaultDataDirectory))",
            valueName: "dir"))
    var data: String?

    var directory: String {
        let variable = ProcessInfo.processInfo.environment["COLLECTOR_DATA"].flatMap { $0.isEmpty ? nil : $0 }
        return data ?? variable ?? CollectorSettings.defaultDataDirectory
    }

    var commands: StoreCommands {
        StoreCommands(
            directory: directory,
            style: TerminalStyle(
                environment: ProcessInfo.processInfo.environment, terminalWidth: Terminal.standardOutputWidth))
    }
}
