import HTTPTypes
public import Hummingbird
import ServiceContextModule
public import Telemetry
import Tracing

/// Makes a server span of each HTTP request.
///
/// The span continues the caller's trace, is named by method and route template, and ends when the body has been written,
/// which for a streamed body is long after the handler returned. Put it first in the router, so that it sees what the other middleware
/// make of an error. The response carries `traceresponse` and `Server-Timing`, by which a caller finds its trace.
public struct HTTPServerTracing<Context: RequestContext>: RouterMiddleware {
    private let tracer: TelemetryTracer
    private let isExcluded: @Sendable (Request) -> Bool

    /// A middleware that traces all requests but those that `isExcluded` picks, for example health probes.
    public init(tracer: TelemetryTracer, excluding isExcluded: @escaping @Sendable (Request) -> Bool = { _ in false }) {
        self.tracer = tracer
        self.isExcluded = isExcluded
    }

    /// Traces one request.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !isExcluded(request) else { return try await next(request, context) }
        var parent = ServiceContext.current ?? .topLevel
        tracer.extract(request.headers, into: &parent, using: HTTPFieldsExtractor())
        let exchange = HTTPServerSpan(request, tracer: tracer, parent: parent)
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
}
