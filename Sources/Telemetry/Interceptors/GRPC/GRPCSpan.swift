import GRPCCore
import ServiceContextModule
import Telemetry
import Tracing

/// The span of one call. It ends at the latest when nobody holds it any more, then as a call that was given up.
///
/// https://opentelemetry.io/docs/specs/semconv/rpc/grpc/
final class GRPCSpan: Sendable {
    let span: TelemetryTracer.Span

    init(_ method: MethodDescriptor, kind: SpanKind, tracer: TelemetryTracer, parent: ServiceContext) {
        span = tracer.startSpan(method.fullyQualifiedMethod, kind: kind, context: parent)
        guard span.isRecording else { return }
        span.setAttribute(SemanticConventions.rpcSystem, "grpc")
        span.setAttribute(SemanticConventions.rpcService, method.service.fullyQualifiedService)
        span.setAttribute(SemanticConventions.rpcMethod, method.method)
    }

    deinit {
        guard span.isRecording else { return span.end() }
        finish(.cancelled, isError: false)
    }

    func setServer(_ host: String, port: Int?) {
        span.setAttribute(SemanticConventions.serverAddress, host)
        if let port { span.setAttribute(SemanticConventions.serverPort, port) }
    }

    /// The call ended with a status.
    func finish(_ code: Status.Code, isError: Bool) {
        span.setAttribute(SemanticConventions.rpcGRPCStatusCode, code.rawValue)
        if isError {
            span.setAttribute(SemanticConventions.errorType, code.wireName)
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }
}
