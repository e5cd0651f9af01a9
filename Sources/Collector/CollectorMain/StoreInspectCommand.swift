import ArgumentParser
import CollectorKit

struct StoreInspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a data directory holds, beside the collector that writes to it or without one.")

    @OptionGroup var directory: DirectoryOptions

    @Flag(help: "Show as well what takes the space: each column, and each attribute with its distinct values.")
    var columns = false

    @Flag(help: "Print everything in JSON.")
    var json = false

    func run() async throws {
        Terminal.write(try await directory.commands.inspect(columns: columns, json: json))
    }
}
