import ArgumentParser
import CollectorKit

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Exit with 0 when the running collector takes spans and answers queries, with 1 otherwise.")

    @Option(
        help: ArgumentHelp(
            "The query address of a running collector. (env: COLLECTOR_QUERY_ADDR, default: http://127.0.0.1:9318)",
            valueName: "url"))
    var url: String?

    func run() async throws {
        try await SourceOptions.remote(url).checkHealth()
    }
}
