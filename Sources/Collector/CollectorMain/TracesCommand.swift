import ArgumentParser
import CollectorKit
import TraceQuery

struct TracesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traces", abstract: "List traces in which one span matches all that is asked for, newest first.")

    @Option(help: ArgumentHelp("The service that made the span.", valueName: "name"))
    var service: String?

    @Option(help: ArgumentHelp("The span's name.", valueName: "name"))
    var operation: String?

    @Option(help: ArgumentHelp("How far to look back, such as 90s, 1h or 7d.", valueName: "duration"))
    var since = "1h"

    @Option(help: ArgumentHelp("How many traces to list at most.", valueName: "count"))
    var limit = 20

    @Option(help: ArgumentHelp("The shortest duration of the span, such as 1.5ms or 2s.", valueName: "duration"))
    var minDuration: String?

    @Option(help: ArgumentHelp("The longest duration of the span.", valueName: "duration"))
    var maxDuration: String?

    @Option(
        help: ArgumentHelp(
            "An attribute of the span or its resource; may be repeated. error=true finds failures.",
            valueName: "key=value"))
    var tag: [String] = []

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
        Terminal.write(try await source.commands.traces(parameters, json: json))
    }

    private var parameters: [(name: String, value: String)] {
        get throws {
            var parameters = [("lookback", since), ("limit", String(limit))]
            let optional = [
                ("service", service), ("operation", operation), ("minDuration", minDuration),
                ("maxDuration", maxDuration),
            ]
            parameters += optional.compactMap { name, value in value.map { (name, $0) } }
            for tag in tag {
                guard let separator = tag.firstIndex(of: "="), separator != tag.startIndex else {
                    throw ValidationError("--tag takes key=value, not “\(tag)”")
                }
                let value = tag[tag.index(after: separator)...]
                parameters.append(("tags", TraceQueryParameters.tags([(String(tag[..<separator]), String(value))])))
            }
            return parameters.map { (name: $0.0, value: $0.1) }
        }
    }
}
