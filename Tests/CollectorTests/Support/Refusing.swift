import HTTPServing
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// A server that answers every request with the same refusal.
final class Refusing: Sendable {
    private let count = Mutex(0)

    /// How many requests were refused.
    var requests: Int { count.withLock { $0 } }

    static func with(
        port: ReservedPort, status: HTTPResponse.Status, isolation: isolated (any Actor)? = #isolation,
        _ body: (Refusing) async throws -> Void
    ) async throws {
        let refusing = Refusing()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (started, announce) = AsyncStream.makeStream(of: Void.self)
        let application = Application(
            responder: CallbackResponder { (_: Request, _: BasicRequestContext) in
                refusing.count.withLock { $0 += 1 }
                return Response(status: status, headers: [.retryAfter: "0"])
            },
            server: .gracefulHTTP1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port.port)),
            onServerRunning: { _ in announce.yield() }, logger: logger)
        let group = ServiceGroup(services: [application], logger: logger)
        let running = Task {
            defer { announce.finish() }
            try await group.run()
        }
        for await _ in started { break }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(refusing))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running.value
        try result.get()
    }
}
