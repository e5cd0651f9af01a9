public import GRPCCore
import ServiceContextModule
public import Telemetry
import Tracing

/// Makes a server span of each call, unary and streaming alike.
///
/// The span continues the caller's trace and ends when the last response message has been produced. Task-locals do not reach the closure
/// that produces them, so the span is made current there once more. Put this interceptor first, so that it sees the status the caller sees.
public struct GRPCServerTracing: ServerInterceptor {
    private let tracer: TelemetryTracer

    /// An interceptor that makes spans by `tracer`.
    public init(tracer: TelemetryTracer) {
        self.tracer = tracer
    }

    /// Traces one call.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        var parent = ServiceContext.current ?? .topLevel
        tracer.extract(request.metadata, into: &parent, using: MetadataExtractor())
        let call = GRPCSpan(context.descriptor, kind: .server, tracer: tracer, parent: parent) { attributes in
            if let server = PeerAddress(context.localPeer) { attributes.append(server: server.host, port: server.port) }
            if let client = PeerAddress(context.remotePeer) {
                attributes.append(SemanticConventions.clientAddress, client.host)
            }
        }
        let serviceContext = call.span.context
        do {
            var response = try await ServiceContext.$current.withValue(serviceContext) {
                try await next(request, context)
            }
            switch response.accepted {
            case .failure(let error):
                Self.finish(call, error)
            case .success(var contents):
                let produce = contents.producer
                contents.producer = { writer in
                    do {
                        let trailers = try await ServiceContext.$current.withValue(serviceContext) {
                            try await produce(writer)
                        }
                        call.finish(.ok, isError: false)
                        return trailers
                    } catch {
                        Self.finish(call, error)
                        throw error
                    }
                }
                response.accepted = .success(contents)
            }
            return response
        } catch {
            Self.finish(call, error)
            throw error
        }
    }

    /// What a client did wrong is not the server's error.
    private static func finish(_ call: GRPCSpan, _ error: any Error) {
        let code = Status.Code(error)
        let isError =
            switch code {
            case .unknown, .deadlineExceeded, .unimplemented, .internalError, .unavailable, .dataLoss: true
            default: false
            }
        if isError { call.span.recordError((error as? RPCError)?.cause ?? error) }
        call.finish(code, isError: isError)
    }
}
