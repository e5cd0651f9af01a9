public import GRPCCore
import ServiceContextModule
public import Telemetry
import Tracing

/// Makes a client span of each call and hands the trace on. A call that gRPC sends again has a span for each time.
///
/// The span ends with the response's trailers, or when the response is given up. Interceptors see only calls for which there is a
/// connection; ``GRPCCallTransport`` makes the spans of the others.
public struct GRPCClientTracing: ClientInterceptor {
    private let tracer: TelemetryTracer
    private let serverAddress: String
    private let serverPort: Int?
    private let propagationFields: [String]
    let gate: (any GRPCCallGate)?

    /// An interceptor that makes spans by `tracer` for calls of one server.
    ///
    /// `gate` is asked by ``GRPCCallTransport`` before each call, and is told here how each one ends.
    public init(
        tracer: TelemetryTracer, serverAddress: String, serverPort: Int?, gate: (any GRPCCallGate)? = nil
    ) {
        self.tracer = tracer
        self.serverAddress = serverAddress
        self.serverPort = serverPort
        self.gate = gate
        propagationFields = tracer.propagationFields
    }

    /// Traces one call.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        let call = start(context.descriptor, gate: gate)
        let deadline = Deadline.current
        var request = request
        for field in propagationFields { request.metadata.removeAllValues(forKey: field) }
        tracer.inject(call.span.context, into: &request.metadata, using: MetadataInjector())
        do {
            var response = try await next(request, context)
            switch response.accepted {
            case .failure(let error):
                Self.finish(call, error, deadline)
            case .success(var contents):
                contents.bodyParts = RPCAsyncSequence(
                    wrapping: TracedBodyParts(base: contents.bodyParts, call: call, deadline: deadline))
                response.accepted = .success(contents)
            }
            return response
        } catch {
            Self.finish(call, error, deadline)
            throw error
        }
    }

    /// The span of a call that never got a connection, or was not even to be made.
    func recordUnsent(_ method: MethodDescriptor, _ error: any Error, deadline: Deadline?, isAdmitted: Bool) {
        let call = start(method, gate: isAdmitted ? gate : nil)
        if !isAdmitted, let cause = (error as? RPCError)?.cause { call.span.recordError(cause) }
        Self.finish(call, error, deadline)
    }

    private func start(_ method: MethodDescriptor, gate: (any GRPCCallGate)?) -> GRPCSpan {
        GRPCSpan(
            method, kind: .client, tracer: tracer, parent: ServiceContext.current ?? .topLevel, gate: gate
        ) { attributes in
            attributes.append(server: serverAddress, port: serverPort)
        }
    }

    /// For a client everything but OK is an error.
    static func finish(_ call: GRPCSpan, _ error: any Error, _ deadline: Deadline?) {
        // gRPC cancels the call when its time is over, and whatever that fails with, the caller sees DEADLINE_EXCEEDED.
        let code = deadline?.hasPassed() == true ? .deadlineExceeded : Status.Code(error)
        call.finish(code, isError: true)
    }
}
