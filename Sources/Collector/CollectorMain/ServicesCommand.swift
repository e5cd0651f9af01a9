import ArgumentParser
import CollectorKit

struct ServicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "services", abstract: "List the services that sent spans, or the operations of one.")

    @Argument(help: "A service whose operations are listed.")
    var service: String?

    @Flag(help: "Print the JSON of Jaeger's API.")
    var json = false

    @OptionGroup var source: SourceOptions

    func run() async throws {
        try await source.print { commands in
            guard let service else { return try await commands.services(json: json) }
            return try await commands.operations(of: service, json: json)
        }
    }
}
