import ArgumentParser
import EventLoops
import Hummingbird
import Logging

/// What a request costs at least: a handler as Hummingbird has it, which answers `GET /entities/{id}` from memory.
@main
struct PlainServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plain-server", abstract: "A server to compare the gateway with: one handler, nothing behind it.")

    @Option(help: "Where to listen on 127.0.0.1.")
    var port = 3000

    func run() async throws {
        EventLoops.configure()
        let router = Router()
        router.get("/entities/:id") { _, context in
            Entity(id: try context.parameters.require("id"), name: "stone", description: "flat")
        }
        var logger = Logger(label: "plain-server")
        logger.logLevel = .warning
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: logger)
        try await withTaskExecutorPreference(EventLoopExecutor.shared) { try await application.runService() }
    }
}

private struct Entity: ResponseEncodable {
    let id: String
    let name: String
    let description: String
}
