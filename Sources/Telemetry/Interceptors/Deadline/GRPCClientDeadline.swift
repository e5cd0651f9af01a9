public import GRPCCore

/// Hands the deadline on to the next hop: writes what is left of ``Deadline/current`` as `grpc-timeout`.
///
/// gRPC itself enforces a call's timeout on this side; see ``GRPCCallTransport``, which tells it about the deadline.
public struct GRPCClientDeadline: ClientInterceptor {
    /// An interceptor without settings.
    public init() {}

    /// Writes `grpc-timeout`, replacing a later one; a passed deadline fails the call without sending it.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        let own = GRPCTimeout.value(in: request.metadata).flatMap(GRPCTimeout.parse)
        guard let remaining = [own, Deadline.current?.remaining()].compactMap({ $0 }).min() else {
            return try await next(request, context)
        }
        guard remaining > .zero else { throw DeadlineExceeded() }
        var request = request
        request.metadata.replaceOrAddString(GRPCTimeout.format(remaining), forKey: GRPCTimeout.key)
        return try await next(request, context)
    }
}
