public import GRPCCore

/// Keeps a call's deadline on the server: reads `grpc-timeout`, hands it to the handler as ``Deadline/current``,
/// and cancels the handler when the deadline passes or the client cancels the call.
///
/// A task-local does not reach the closure that produces the response messages, so it is bound there once more.
public struct GRPCServerDeadline: ServerInterceptor {
    private let isDraining: @Sendable () -> Bool

    /// An interceptor for a server.
    ///
    /// `isDraining` tells whether the server shuts down. gRPC cancels the calls that are under way then, but they are to be answered:
    /// only the time that the shutdown may take limits them.
    public init(isDraining: @escaping @Sendable () -> Bool = { false }) {
        self.isDraining = isDraining
    }

    /// Runs a call under its deadline; a call that arrives too late is answered DEADLINE_EXCEEDED without running.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let timeout = GRPCTimeout.value(in: request.metadata)
        let deadline = timeout.flatMap(GRPCTimeout.parse).map { Deadline(after: $0) }
        if let deadline, deadline.hasPassed() { throw DeadlineExceeded() }
        var response = try await withoutActuallyEscaping(next) { next in
            try await run(under: deadline) { try await next(request, context) }
        }
        switch response.accepted {
        case .failure(let error):
            if error.code == .cancelled, Self.isOver(deadline) {
                response.accepted = .failure(RPCError(DeadlineExceeded(cause: error)))
            }
        case .success(var contents):
            let produce = contents.producer
            contents.producer = { writer in
                try await run(under: deadline) { try await produce(writer) }
            }
            response.accepted = .success(contents)
        }
        return response
    }

    private func run<Result: Sendable>(
        under deadline: Deadline?, _ operation: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task.besideCaller(by: deadline) {
            try await Deadline.$current.withValue(deadline, operation: operation)
        }
        do {
            return try await withRPCCancellationHandler {
                try await task.value(by: deadline)
            } onCancelRPC: {
                if !isDraining() { task.cancel() }
            }
        } catch  where error is CancellationError || (error as? RPCError)?.code == .cancelled {
            // What the cancelled work failed with is the deadline's or the client's doing.
            if Self.isOver(deadline) { throw DeadlineExceeded(cause: error) }
            throw error is RPCError
                ? error : RPCError(code: .cancelled, message: "the call was cancelled", cause: error)
        }
    }

    /// grpc-swift has a timer, too, for timeouts that it can read, which began a moment before ours.
    private static func isOver(_ deadline: Deadline?) -> Bool {
        deadline.map { $0.hasPassed(at: .now + .milliseconds(10)) } ?? false
    }
}
