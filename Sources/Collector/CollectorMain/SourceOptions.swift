import ArgumentParser
import CollectorKit
import FoundationEssentials
import TraceQuery

/// Where a query command reads, and how it prints.
struct SourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The query address of a running collector. (env: COLLECTOR_QUERY_ADDR, default: http://127.0.0.1:9318)",
            valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp("Read this data directory instead of asking a running collector.", valueName: "dir"))
    var data: String?

    func validate() throws {
        if url != nil && data != nil { throw ValidationError("--url and --data exclude each other") }
    }

    private var commands: QueryCommands {
        get throws {
            let style = TerminalStyle(
                environment: ProcessInfo.processInfo.environment, terminalWidth: Terminal.standardOutputWidth)
            if let data { return QueryCommands(source: try StoredTraceSource(directory: data), style: style) }
            return QueryCommands(source: try Self.remote(url), style: style)
        }
    }

    /// Prints what a command gives, and what is missing from it.
    func print(_ text: (QueryCommands) async throws -> String) async throws {
        let commands = try commands
        Terminal.write(try await text(commands))
        for warning in commands.warnings { Terminal.writeError("warning: \(warning)\n") }
    }

    static func remote(_ url: String?) throws -> RemoteTraceSource {
        let address = ProcessInfo.processInfo.environment["COLLECTOR_QUERY_ADDR"].flatMap { $0.isEmpty ? nil : $0 }
        do {
            return try RemoteTraceSource(url: url ?? "http://\(address ?? "127.0.0.1:9318")")
        } catch {
            throw ValidationError(error.message)
        }
    }
}
