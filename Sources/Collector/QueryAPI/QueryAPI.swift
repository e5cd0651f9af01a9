import HTTPTypes
public import Hummingbird
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
    public func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
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

    /// Runs what reads files or builds large answers on a thread of its own, of which there are few.
    func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await NIOThreadPool.singleton.runIfActive(work)
    }
}

extension Response {
    init(status: HTTPResponse.Status = .ok, contentType: String = "application/json", bytes: [UInt8]) {
        self.init(
            status: status, headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
