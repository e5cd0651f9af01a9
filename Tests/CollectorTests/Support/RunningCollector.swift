import CollectorKit
import Logging
import ServiceLifecycle
import TestSupport

/// A collector in this process, on free ports and its own directory, as long as a test needs it.
struct RunningCollector {
    /// `http://HOST:PORT` of the OTLP receiver.
    let otlp: String
    /// `http://HOST:PORT` of the query API.
    let query: String

    /// Runs a collector around `body` and shuts it down gracefully.
    static func with<Value>(
        directory: TemporaryDirectory, isolation: isolated (any Actor)? = #isolation,
        configure: (inout CollectorSettings) -> Void = { _ in }, _ body: (RunningCollector) async throws -> Value
    ) async throws -> Value {
        var settings = CollectorSettings()
        settings.dataDirectory = directory.path
        settings.otlpHTTP = ListenAddress(host: "127.0.0.1", port: 0)
        settings.query = ListenAddress(host: "127.0.0.1", port: 0)
        configure(&settings)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (listening, announce) = AsyncStream.makeStream(of: (ListenerProtocol, ListenAddress).self)
        let collector = Collector(settings: settings, logger: logger) { announce.yield(($0, $1)) }
        let group = ServiceGroup(services: [collector], logger: logger)
        let running = Task {
            defer { announce.finish() }
            try await group.run()
        }
        var addresses: [ListenerProtocol: ListenAddress] = [:]
        for await (networkProtocol, address) in listening {
            addresses[networkProtocol] = address
            if addresses.count == 2 { break }
        }
        guard let otlp = addresses[.otlpHTTP], let query = addresses[.query] else {
            try await running.value
            throw CancellationError()
        }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(RunningCollector(otlp: "http://\(otlp)", query: "http://\(query)")))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running.value
        return try result.get()
    }
}
