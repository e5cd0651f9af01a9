import AsyncHTTPClient
import HTTPServing
import Hummingbird
import Logging
import NIOCore
import QueryAPI
import ServiceLifecycle
import Testing

@Suite("Clients that go away")
struct ClientDeparturesTests {
    /// A context that knows its connection.
    private struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    @Test("work for a client is told when the client closes its connection, and not before")
    func departure() async throws {
        let departures = ClientDepartures()
        let (events, report) = AsyncStream.makeStream(of: String.self)
        let router = Router(context: Context.self)
        router.get("/quick") { _, context in "\(departures.hasLeft(context.channel))" }
        router.get("/slow") { _, context in
            report.yield("started")
            while !departures.hasLeft(context.channel) { try await Task.sleep(for: .milliseconds(1)) }
            report.yield("told")
            return ""
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, server: .gracefulHTTP1(handlers: { [departures.handler()] }),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(services: [application], logger: logger)
        let running = Task { try await group.run() }
        var portIterator = ports.makeAsyncIterator()
        let url = "http://127.0.0.1:\(await portIterator.next() ?? 0)"

        // On one connection after the other answer.
        for _ in 0..<3 { #expect(try await send("GET", url + "/quick").text == "false") }
        let slow = Task { try await send("GET", url + "/slow") }
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next() == "started")
        #expect(try await send("GET", url + "/quick").text == "false")
        slow.cancel()
        #expect(await iterator.next() == "told")

        await group.triggerGracefulShutdown()
        try await running.value
    }
}
