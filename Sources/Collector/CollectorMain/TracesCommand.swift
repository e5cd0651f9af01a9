import ArgumentParser
import CollectorKit
import TraceQuery

struct TracesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traces", abstract: "List traces in which one span matches all that is asked for, newest first.")

    @OptionGroup var filter: FilterOptions

    @Option(help: ArgumentHelp("How far to look back, such as 90s, 1h or 7d.", valueName: "duration"))
    var since = "1h"

    @Option(help: ArgumentHelp("How many traces to list at most.", valueName: "count"))
    var limit = 20

    @Flag(help: "Print whole traces in OTLP/JSON, as it can be posted to /v1/traces.")
    var json = false

    @OptionGroup var source: SourceOptions

    func validate() throws {
        do {
            _ = try TraceQueryParameters(try parameters, nowUnixNano: .max)
        } catch let error as QueryError {
            throw ValidationError(error.message)
        }
    }

    func run() async throws {
        let parameters = try parameters
        try await source.print { try await $0.traces(parameters, json: json) }
    }

    private var parameters: [(name: String, value: String)] {
        get throws { [("lookback", since), ("limit", String(limit))] + (try filter.parameters) }
    }
}
