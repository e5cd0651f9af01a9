import GRPCCore
import ServiceContextModule
import Telemetry
import Tracing

/// The span of one call. It ends at the latest when nobody holds it any more, then as a call that was given up.
///
/// https://opentelemetry.io/docs/specs/semconv/rpc/grpc/
final class GRPCSpan: Sendable {
    let span: TelemetryTracer.Span

    /// `describe` adds the attributes that only one side knows.
    init(
        _ method: MethodDescriptor, kind: SpanKind, tracer: TelemetryTracer, parent: ServiceContext,
        describe: (inout AttributeList) -> Void
    ) {
        span = tracer.startSpan(
            method.fullyQualifiedMethod, kind: kind, context: parent,
            attributes: Self.attributes(of: method, describe))
    }

    private static func attributes(
        of method: MethodDescriptor, _ describe: (inout AttributeList) -> Void
    ) -> AttributeList {
        var attributes: AttributeList = []
        attributes.reserveCapacity(8)
        attributes.append(SemanticConventions.rpcSystem, "grpc")
        attributes.append(SemanticConventions.rpcService, method.service.fullyQualifiedService)
        attributes.append(SemanticConventions.rpcMethod, method.method)
        describe(&attributes)
        return attributes
    }

    deinit {
        guard span.isRecording else { return span.end() }
        finish(.cancelled, isError: false)
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
