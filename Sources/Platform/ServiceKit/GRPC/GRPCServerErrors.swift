public import GRPCCore
public import Logging
import Postgres

/// Decides what a caller sees of an error that a handler throws.
///
/// `RPCError` and `RPCErrorConvertible` are meant for the caller and pass. A database that is away becomes UNAVAILABLE,
/// cancellation becomes CANCELLED. Everything else is a fault of ours: the caller sees INTERNAL and one neutral sentence,
/// the log and the span see the error itself.
public struct GRPCServerErrors: ServerInterceptor {
    private let logger: Logger

    /// An interceptor that logs unexpected errors.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// Runs the call and maps what it throws, while it answers and while it produces messages.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let method = context.descriptor
        do {
            var response = try await next(request, context)
            if case .success(var contents) = response.accepted {
                let produce = contents.producer
                contents.producer = { writer in
                    do {
                        return try await produce(writer)
                    } catch {
                        throw mapped(error, in: method)
                    }
                }
                response.accepted = .success(contents)
            }
            return response
        } catch {
            throw mapped(error, in: method)
        }
    }

    private func mapped(_ error: any Error, in method: MethodDescriptor) -> RPCError {
        if let error = error as? PostgresError, let answer = error.rpcError {
            logger.warning("the database failed", metadata: ["rpc.method": "\(method)", "error": "\(error)"])
            return answer
        }
        switch error {
        case let error as RPCError: return error
        case let error as any RPCErrorConvertible: return RPCError(error)
        case is CancellationError:
            return RPCError(code: .cancelled, message: "the call was cancelled", cause: error)
        default:
            // Not `String(reflecting:)`: what the database says there may quote a row.
            logger.error("unexpected error", metadata: ["rpc.method": "\(method)", "error": "\(error)"])
            return RPCError(code: .internalError, message: "internal error", cause: error)
        }
    }
}
