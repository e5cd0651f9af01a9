public import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import ServiceContextModule
public import Telemetry
import Tracing

/// An HTTP client that makes a client span of each request and hands the trace on.
///
/// The span ends when the body has been read to its end or dropped. The client's own tracing is off: it knows only the global tracer and
/// older attribute names, and would record each request once more.
public struct TracedHTTPClient: Sendable {
    private let client: HTTPClient
    private let tracer: TelemetryTracer

    /// A client with connections of its own; call ``shutdown()`` when it is no longer needed.
    public init(tracer: TelemetryTracer, configuration: HTTPClient.Configuration = .init()) {
        var configuration = configuration
        configuration.tracing.tracer = nil
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.tracer = tracer
    }

    /// Closes the connections.
    public func shutdown() async throws {
        try await client.shutdown()
    }

    /// Sends a request. The exchange must be over within `timeout` and within what is left of ``Deadline/current``.
    ///
    /// Headers of the request that carry a trace context are replaced.
    public func execute(_ request: HTTPClientRequest, timeout: Duration) async throws -> HTTPClientResponse {
        let exchange = HTTPClientSpan(request, tracer: tracer, parent: ServiceContext.current ?? .topLevel)
        var request = request
        for field in tracer.propagationFields { request.headers.remove(name: field) }
        tracer.inject(exchange.span.context, into: &request.headers, using: HTTPHeadersInjector())
        let remaining = Deadline.earliest(timeout: timeout).remaining()
        do {
            guard remaining > .zero else { throw DeadlineExceeded() }
            var response = try await client.execute(request, deadline: .now() + TimeAmount(remaining))
            exchange.answered(response)
            response.body = .stream(TracedHTTPBody(base: response.body, exchange: exchange))
            return response
        } catch {
            exchange.failed(error)
            throw error
        }
    }
}

/// Writes propagation headers.
private struct HTTPHeadersInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout HTTPHeaders) {
        carrier.replaceOrAdd(name: key, value: value)
    }
}
