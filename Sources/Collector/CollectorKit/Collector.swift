import AsyncHTTPClient
import Export
import FoundationEssentials
import Hummingbird
public import Logging
import NIOCore
import NIOPosix
import QueryAPI
import Receiver
public import ServiceLifecycle
import SpanStore
import Synchronization
public import UnixSignals

/// The collector: receiver, store, exporters and query API as one service.
///
/// On shutdown the receiver stops accepting and finishes what is in flight, then queries and exports stop, and the
/// store is closed last.
public struct Collector: Service {
    private let settings: CollectorSettings
    private let logger: Logger
    private let onListening: @Sendable (ListenerProtocol, ListenAddress) -> Void

    /// A collector.
    ///
    /// - Parameters:
    ///   - settings: what it is told to do.
    ///   - logger: where it says what it does.
    ///   - onListening: called once for each address that is bound.
    public init(
        settings: CollectorSettings, logger: Logger,
        onListening: @escaping @Sendable (ListenerProtocol, ListenAddress) -> Void = { _, _ in }
    ) {
        self.settings = settings
        self.logger = logger
        self.onListening = onListening
    }

    /// Runs until it is shut down.
    ///
    /// - Throws: ``CollectorError`` when the data directory or an address cannot be used.
    public func run() async throws {
        try await run(signals: [])
    }

    /// Runs until one of the signals comes.
    public func run(signals: [UnixSignal]) async throws {
        let store = try await openStore()
        for warning in store.warnings { logger.warning("\(warning)") }
        // The exporters' own requests must never become spans that are exported again.
        var clientConfiguration = HTTPClient.Configuration()
        clientConfiguration.tracing.tracer = nil
        // An attempt fails at once where nobody listens; when to try again is the exporter's decision.
        clientConfiguration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: clientConfiguration)
        let result: Result<Void, any Error>
        do {
            try await serve(store: store, client: client, signals: signals)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await store.close()
        try await client.shutdown()
        try result.get()
    }

    private func serve(store: SpanStore, client: HTTPClient, signals: [UnixSignal]) async throws {
        let receiver = TraceReceiver(store: store, configuration: settings.receiver)
        let exporters = settings.exporters.map {
            OTLPExporter(
                configuration: $0, store: store, directory: settings.dataDirectory, client: client, logger: logger)
        }
        let readiness = Readiness()
        let metrics = CollectorMetrics(store: store, receiver: receiver.statistics, exporters: exporters)
        let api = QueryAPI(
            store: store, metrics: { metrics.families }, isReady: { readiness.isReady },
            nowUnixNano: { UInt64(max(0, Date().timeIntervalSince1970) * 1e9) })
        let queries = Listener(
            networkProtocol: .query, address: settings.query, responder: api.router().buildResponder(),
            logger: logger, handlers: { [api.departures.handler()] }, onListening: onListening)
        let otlp = Listener(
            networkProtocol: .otlpHTTP, address: settings.otlpHTTP, responder: receiver, logger: logger,
            handlers: { [BodyCoalescer()] }
        ) { [onListening] networkProtocol, address in
            readiness.isReady = true
            onListening(networkProtocol, address)
        }
        // Stopped in reverse: the receiver first.
        var configuration = ServiceGroupConfiguration(
            services: exporters + [queries, otlp], gracefulShutdownSignals: signals, logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func openStore() async throws -> SpanStore {
        let result: Result<SpanStore, SpanStoreError> = try await NIOThreadPool.singleton.runIfActive { [settings] in
            Result { () throws(SpanStoreError) in
                try SpanStore(directory: settings.dataDirectory, options: settings.store)
            }
        }
        do {
            return try result.get()
        } catch {
            throw CollectorError(.storage, "cannot use the data directory \(settings.dataDirectory): \(error)")
        }
    }
}

/// Whether spans are taken yet.
private final class Readiness: Sendable {
    private let state = Mutex(false)

    var isReady: Bool {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
