import GRPCCore
import Testing

/// Gives what a call of a handler needs besides its request.
func withServerContext<Answer>(_ call: (ServerContext) async throws -> Answer) async rethrows -> Answer {
    try await withServerContextRPCCancellationHandle { cancellation in
        try await call(
            ServerContext(
                descriptor: MethodDescriptor(fullyQualifiedService: "test", method: "Test"),
                remotePeer: "in-process:client", localPeer: "in-process:server", cancellation: cancellation))
    }
}

/// The error that a call is answered with, as the client gets it.
func failure<Answer>(
    sourceLocation: SourceLocation = #_sourceLocation, _ call: () async throws -> Answer
) async throws -> RPCError {
    do {
        _ = try await call()
    } catch let error as RPCError {
        return error
    } catch let error as any RPCErrorConvertible {
        return RPCError(error)
    }
    return try #require(nil as RPCError?, "the call succeeded", sourceLocation: sourceLocation)
}
