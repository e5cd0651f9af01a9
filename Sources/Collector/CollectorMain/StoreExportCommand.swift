public import ArgumentParser
public import CollectorKit
import OTLP
import TraceQuery

struct StoreExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a directory's spans in OTLP, in requests of some hundred, to standard output or a file.",
        discussion: """
            Each line of json, and each message of protobuf (after its length in four bytes, the highest first), can be \
            posted to /v1/traces. Spans that match are written, not their whole traces. A span that came twice, long \
            apart, can be written twice. Exits with 1 when something could not be read.
            """)

    @OptionGroup var directory: DirectoryOptions

    @Option(help: "How spans are written: \(ExportCommand.Format.allCases.map(\.rawValue).joined(separator: " or ")).")
    var format = ExportCommand.Format.json

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Only spans of this trace; may be repeated.", valueName: "id"))
    var trace: [String] = []

    @Option(help: ArgumentHelp("Only spans that started so long ago at most, such as 1h or 7d.", valueName: "duration"))
    var since: String?

    @OptionGroup var filter: FilterOptions

    func validate() throws { _ = try command }

    func run() async throws {
        let result = try await command.run()
        for warning in result.warnings { Terminal.writeError("warning: \(warning)\n") }
        if !result.warnings.isEmpty { throw ExitCode(1) }
    }

    private var command: ExportCommand {
        get throws {
            do {
                return try ExportCommand(
                    directory: directory.directory, format: format, output: output,
                    traces: try trace.map { try TraceID(lenient: $0) }, parameters: try filter.parameters, since: since)
            } catch let error as QueryError {
                throw ValidationError(error.message)
            }
        }
    }
}

extension ExportCommand.Format: ExpressibleByArgument {}
