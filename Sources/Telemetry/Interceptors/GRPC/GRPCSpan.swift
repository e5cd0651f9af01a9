import GRPCCore
import ServiceContextModule
import Synchronization
import Telemetry
import Tracing

/// The span of one call. It ends at the latest when nobody holds it any more, then as a call that was given up.
///
/// https://opentelemetry.io/docs/specs/semconv/rpc/grpc/
final class GRPCSpan: Sendable {
    let span: TelemetryTracer.Span
    private let gate: (gate: any GRPCCallGate, start: ContinuousClock.Instant)?
    private let isFinished = Atomic(false)

    /// `describe` adds the attributes that only one side knows; `gate` is told how the call ends.
    init(
        _ method: MethodDescriptor, kind: SpanKind, tracer: TelemetryTracer, parent: ServiceContext,
        gate: (any GRPCCallGate)? = nil, describe: (inout AttributeList) -> Void
    ) {
        self.gate = gate.map { ($0, .now) }
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
        guard span.isRecording || gate != nil else { return span.end() }
        finish(.cancelled, isError: false)
    }

    /// The call ended with a status; the first one counts.
    func finish(_ code: Status.Code, isError: Bool) {
        guard !isFinished.exchange(true, ordering: .relaxed) else { return }
        if let (gate, start) = gate { gate.finished(code, after: .now - start) }
        span.setAttribute(SemanticConventions.rpcGRPCStatusCode, code.rawValue)
        if isError {
            span.setAttribute(SemanticConventions.errorType, code.wireName)
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }
}
