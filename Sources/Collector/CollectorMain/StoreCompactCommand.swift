import ArgumentParser
import CollectorKit

struct StoreCompactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Make segments of the logs, merge small segments and delete what is too old; no collector may run.",
        discussion: "An exporter that was in the middle of a log or of a merged segment sends that once more.")

    @OptionGroup var directory: DirectoryOptions

    @Option(help: ArgumentHelp("Delete segments whose newest span came longer ago, such as 7d.", valueName: "duration"))
    var retentionAge: String?

    @Option(
        help: ArgumentHelp("Delete the oldest segments while there are more bytes, such as 10GiB.", valueName: "size"))
    var retentionSize: String?

    func validate() throws {
        do {
            _ = try StoreCommands.options(retentionAge: retentionAge, retentionSize: retentionSize)
        } catch {
            throw ValidationError(error.message)
        }
    }

    func run() async throws {
        let options = try StoreCommands.options(retentionAge: retentionAge, retentionSize: retentionSize)
        let (text, warnings) = try await directory.commands.compact(options)
        Terminal.write(text)
        for warning in warnings { Terminal.writeError("warning: \(warning)\n") }
    }
}
