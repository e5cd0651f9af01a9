import HTTPTypes
public import Hummingbird
import NIOCore
import NIOPosix
public import SpanStore
import TraceQuery

/// The query side of the collector over HTTP: Jaeger's API (v1), health and metrics.
public struct QueryAPI: Sendable {
    /// The names and figures that `/metrics` answers, gathered anew for each request.
    public typealias Metrics = @Sendable () -> [MetricFamily]

    let store: SpanStore
    let metrics: Metrics
    let isReady: @Sendable () -> Bool
    let nowUnixNano: @Sendable () -> UInt64
    /// The clients that have gone away, whose searches are cancelled.
    public let departures = ClientDepartures()

    /// An API over a store.
    ///
    /// - Parameters:
    ///   - store: where traces are read.
    ///   - metrics: what `/metrics` answers.
    ///   - isReady: whether `/readyz` answers 200.
    ///   - nowUnixNano: the present, in nanoseconds since 1970.
    public init(
        store: SpanStore, metrics: @escaping Metrics, isReady: @escaping @Sendable () -> Bool,
        nowUnixNano: @escaping @Sendable () -> UInt64
    ) {
        self.store = store
        self.metrics = metrics
        self.isReady = isReady
        self.nowUnixNano = nowUnixNano
    }

    /// The routes.
    public func router() -> Router<QueryContext> {
        let router = Router(context: QueryContext.self)
        router.add(middleware: QueryErrors())
        router.get("/api/services", use: services)
        router.get("/api/services/:service/operations", use: operationsOfService)
        router.get("/api/operations", use: operations)
        router.get("/api/traces", use: traces)
        router.get("/api/traces/:id", use: trace)
        router.get("/healthz", use: healthz)
        router.get("/readyz", use: readyz)
        router.get("/metrics", use: prometheus)
        return router
    }

    /// Threads for what reads files or builds large answers: few, and none that receiving spans or passing them on waits
    /// for, so that any number of queries leaves the processors' greater part to these. They live as long as the process.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: max(2, System.coreCount / 2))
        threads.start()
        return threads
    }()

    /// Runs work on one of the queries' threads, and waits its turn.
    func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await Self.threads.runIfActive(work)
    }
}

extension Response {
    /// - Parameter isIncomplete: whether a header tells that damaged spans were left out, where the body cannot.
    init(
        status: HTTPResponse.Status = .ok, contentType: String = "application/json", bytes: [UInt8],
        isIncomplete: Bool = false
    ) {
        var headers: HTTPFields = [.contentType: contentType]
        if isIncomplete, let name = HTTPField.Name(TraceQueryParameters.incompleteHeader) { headers[name] = "damaged" }
        self.init(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
