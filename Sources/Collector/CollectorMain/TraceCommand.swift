import ArgumentParser
import CollectorKit
import OTLP
import TraceQuery

struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Show one trace as a waterfall.")

    @Argument(help: "The trace's id: up to 32 hexadecimal digits, leading zeros may be left out.")
    var id: String

    @Flag(help: "Print the trace in OTLP/JSON, as it can be posted to /v1/traces.")
    var json = false

    @OptionGroup var source: SourceOptions

    func run() async throws {
        let traceID: TraceID
        do {
            traceID = try TraceID(lenient: id)
        } catch {
            throw ValidationError(error.message)
        }
        try await source.print { try await $0.trace(traceID, json: json) }
    }
}
