import HTTPTypes
import Hummingbird
import ServiceContextModule
import Telemetry
import Tracing

/// The span of one HTTP request on the server. It ends at the latest when nobody holds it any more: a body that is never
/// written, because the client has gone, must not keep a span open.
///
/// https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server
final class HTTPServerSpan: Sendable {
    let span: TelemetryTracer.Span
    private let method: String

    /// `clientAddress` is asked for only when the span is recorded.
    init(_ request: Request, clientAddress: () -> String?, tracer: TelemetryTracer, parent: ServiceContext) {
        let known = request.method.conventionalName
        method = known ?? "HTTP"
        span = tracer.startSpan(
            method, kind: .server, context: parent,
            attributes: Self.attributes(of: request, method: known, clientAddress: clientAddress()))
    }

    /// What the first proxy says of its client, if `X-Forwarded-For` is a proxy's.
    static func forwardedClient(of request: Request) -> String? {
        guard let proxies = request.headers[.xForwardedFor] else { return nil }
        return String(Substring(proxies.utf8.prefix { $0 != UInt8(ascii: ",") }))
    }

    /// `method` is the request's as the conventions name it, if they do.
    private static func attributes(of request: Request, method: String?, clientAddress: String?) -> AttributeList {
        var attributes: AttributeList = []
        attributes.reserveCapacity(12)
        attributes.append(SemanticConventions.httpRequestMethod, method ?? "_OTHER")
        if method == nil { attributes.append(SemanticConventions.httpRequestMethodOriginal, request.method.rawValue) }
        let target = (request.head.path ?? "/")[...]
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        attributes.append(SemanticConventions.urlPath, String(target[..<(mark ?? target.endIndex)]))
        if let mark {
            attributes.append(SemanticConventions.urlQuery, Redaction.query(target[target.utf8.index(after: mark)...]))
        }
        let scheme = request.head.scheme ?? "http"
        attributes.append(SemanticConventions.urlScheme, scheme)
        if let authority = request.head.authority {
            let server = Authority(authority[...])
            attributes.append(server: server.host, port: server.port ?? (scheme == "https" ? 443 : 80))
        }
        attributes.append(SemanticConventions.networkProtocolVersion, "1.1")
        if let userAgent = request.headers[.userAgent] {
            attributes.append(SemanticConventions.userAgentOriginal, userAgent)
        }
        if let clientAddress { attributes.append(SemanticConventions.clientAddress, clientAddress) }
        return attributes
    }

    deinit {
        span.end()
    }

    /// The handler has answered; a route that no pattern matched has no template.
    func answered(route: String?, status: Int) {
        guard span.isRecording else { return }
        if let route, route.utf8.first == UInt8(ascii: "/") {
            span.operationName = "\(method) \(route)"
            span.setAttribute(SemanticConventions.httpRoute, route)
        }
        span.setAttribute(SemanticConventions.httpResponseStatusCode, status)
        if status >= 500 {
            span.setAttribute(SemanticConventions.errorType, String(status))
            span.setStatus(SpanStatus(code: .error))
        }
    }

    /// The handler threw, or the body could not be written to its end.
    func failed(_ error: any Error) {
        span.recordError(error)
        span.setAttribute(SemanticConventions.errorType, ErrorType.name(of: error))
        span.setStatus(SpanStatus(code: .error))
        span.end()
    }

    /// `traceresponse` is W3C Trace Context Level 2's; browsers show `Server-Timing` to the page that made the request.
    func addHeaders(to response: inout Response) {
        guard span.spanContext.isValid else { return }
        let value = span.spanContext.traceparent
        response.headers[.traceresponse] = value
        response.headers.append(HTTPField(name: .serverTiming, value: "traceparent;desc=\"\(value)\""))
    }
}

extension HTTPField.Name {
    fileprivate static let traceresponse = HTTPField.Name("traceresponse")!
    fileprivate static let serverTiming = HTTPField.Name("Server-Timing")!
    fileprivate static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
}
