import AsyncHTTPClient
import NIOHTTP1
import ServiceContextModule
import Telemetry
import Tracing

/// The span of one request on the client. It ends at the latest when nobody can read the response's body any more.
///
/// https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
final class HTTPClientSpan: Sendable {
    let span: TelemetryTracer.Span

    init(_ request: HTTPClientRequest, tracer: TelemetryTracer, parent: ServiceContext) {
        let method = request.method.rawValue
        span = tracer.startSpan(method, kind: .client, context: parent, attributes: Self.attributes(of: request))
    }

    private static func attributes(of request: HTTPClientRequest) -> AttributeList {
        let url = Redaction.url(request.url)
        let scheme = url.prefix { $0 != ":" }
        let server = Authority(
            url.dropFirst(scheme.count + "://".count).prefix { $0 != "/" && $0 != "?" }
                .split(separator: "@").last ?? "")
        var attributes: AttributeList = []
        attributes.reserveCapacity(8)
        attributes.append(SemanticConventions.httpRequestMethod, request.method.rawValue)
        attributes.append(SemanticConventions.urlFull, url)
        attributes.append(server: server.host, port: server.port ?? (scheme == "https" ? 443 : 80))
        return attributes
    }

    deinit {
        span.end()
    }

    /// The head of the response has come. A client's 4xx is an error on the client's span.
    func answered(_ response: HTTPClientResponse) {
        guard span.isRecording else { return }
        let status = Int(response.status.code)
        span.setAttribute(SemanticConventions.httpResponseStatusCode, status)
        span.setAttribute(
            SemanticConventions.networkProtocolVersion,
            response.version.major >= 2 ? "\(response.version.major)" : "1.\(response.version.minor)")
        if status >= 400 {
            span.setAttribute(SemanticConventions.errorType, String(status))
            span.setStatus(SpanStatus(code: .error))
        }
    }

    /// The body has been read to its end.
    func finished() {
        span.end()
    }

    /// There is no answer, or its body breaks off.
    func failed(_ error: any Error) {
        span.recordError(error)
        span.setAttribute(SemanticConventions.errorType, ErrorType.name(of: error))
        span.setStatus(SpanStatus(code: .error))
        span.end()
    }
}
