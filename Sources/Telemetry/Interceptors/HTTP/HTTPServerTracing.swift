import HTTPTypes
public import Hummingbird
import ServiceContextModule
public import Telemetry
import Tracing

/// Makes a server span of each HTTP request.
///
/// The span continues the caller's trace unless told otherwise (see ``IncomingContext``), is named by method and route template, and ends when the body has been written,
/// which for a streamed body is long after the handler returned. Put it first in the router, so that it sees what the other middleware
/// make of an error. The response carries `traceresponse` and `Server-Timing`, by which a caller finds its trace.
public struct HTTPServerTracing<Context: RequestContext>: RouterMiddleware {
    private let tracer: TelemetryTracer
    private let isExcluded: @Sendable (Request) -> Bool
    private let incoming: @Sendable (Request, Context) -> IncomingContext
    private let clientAddress: @Sendable (Request, Context) -> String?

    /// A middleware that traces requests.
    ///
    /// - Parameters:
    ///   - tracer: Makes the spans.
    ///   - isExcluded: Picks requests that are not traced, for example health probes.
    ///   - incoming: What becomes of the context that a request brings along.
    ///   - clientAddress: Who sent the request. When nil, `X-Forwarded-For` is believed, which holds whatever the client
    ///     likes if no proxy of ours writes it.
    public init(
        tracer: TelemetryTracer, excluding isExcluded: @escaping @Sendable (Request) -> Bool = { _ in false },
        incoming: @escaping @Sendable (Request, Context) -> IncomingContext = { _, _ in .trusted },
        clientAddress: (@Sendable (Request, Context) -> String?)? = nil
    ) {
        self.tracer = tracer
        self.isExcluded = isExcluded
        self.incoming = incoming
        self.clientAddress = clientAddress ?? { request, _ in HTTPServerSpan.forwardedClient(of: request) }
    }

    /// Traces one request.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !isExcluded(request) else { return try await next(request, context) }
        let (parent, linked) = parent(of: request, treatedAs: incoming(request, context))
        let exchange = HTTPServerSpan(
            request, clientAddress: { clientAddress(request, context) }, tracer: tracer, parent: parent)
        if let linked { exchange.span.addLink(SpanLink(context: linked, attributes: [:])) }
        let serviceContext = exchange.span.context
        do {
            var response = try await ServiceContext.$current.withValue(serviceContext) {
                do {
                    return try await next(request, context)
                } catch let error as any HTTPResponseError {
                    // The router would answer with the same response, but without the headers that name the trace.
                    if error.status.code >= 500 { exchange.span.recordError(error) }
                    return try error.response(from: request, context: context)
                }
            }
            exchange.answered(route: context.endpointPath, status: response.status.code)
            exchange.addHeaders(to: &response)
            let body = response.body
            response.body = ResponseBody(contentLength: body.contentLength) { writer in
                do {
                    try await ServiceContext.$current.withValue(serviceContext) { try await body.write(writer) }
                    exchange.span.end()
                } catch {
                    exchange.failed(error)
                    throw error
                }
            }
            return response
        } catch {
            exchange.answered(route: context.endpointPath, status: 500)
            exchange.failed(error)
            throw error
        }
    }

    /// The context of the request's span, and that of the caller when the two are only to be linked.
    private func parent(
        of request: Request, treatedAs incoming: IncomingContext
    ) -> (parent: ServiceContext, linked: ServiceContext?) {
        let own = ServiceContext.current ?? .topLevel
        guard incoming != IncomingContext(trace: .ignore, baggage: .ignore) else { return (own, nil) }
        var received = own
        tracer.extract(request.headers, into: &received, using: HTTPFieldsExtractor())
        var parent = received
        if incoming.trace != .continue { parent.spanContext = own.spanContext }
        if incoming.baggage != .continue { parent.baggage = own.baggage }
        let isLinked = incoming.trace == .link && received.spanContext != nil
        return (parent, isLinked ? received : nil)
    }
}
