import FoundationEssentials
public import GRPCCore

/// Establishes ``Caller/current`` for the handler of a call from the call's ``CallerToken``.
///
/// With a key, a call without a token that it signed is UNAUTHENTICATED, whoever can reach the port. Without a key any
/// token is believed, and none is needed. A task-local does not reach the closure that produces the response messages, so
/// it is bound there once more.
public struct GRPCServerCaller: ServerInterceptor {
    private let keys: CallerKeys
    private let now: @Sendable () -> Int64

    /// An interceptor that verifies by `keys`.
    public init(keys: CallerKeys) {
        self.init(keys: keys) { Int64(Date().timeIntervalSince1970) }
    }

    init(keys: CallerKeys, now: @escaping @Sendable () -> Int64) {
        self.keys = keys
        self.now = now
    }

    /// Whether whoever reaches the port can call, and in any user's name.
    var acceptsAnyone: Bool { !keys.isConfigured }

    /// Runs the call for its caller, or refuses it.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let caller: Caller?
        do {
            caller = try token(in: request.metadata, of: context)?.caller
        } catch {
            throw RPCError(
                code: .unauthenticated, message: "\(error)", metadata: [CallerMetadata.refusal: .string(error.name)])
        }
        var response = try await Caller.$current.withValue(caller) { try await next(request, context) }
        if let caller, case .success(var contents) = response.accepted {
            let produce = contents.producer
            contents.producer = { writer in
                try await Caller.$current.withValue(caller) { try await produce(writer) }
            }
            response.accepted = .success(contents)
        }
        return response
    }

    private func token(in metadata: Metadata, of context: ServerContext) throws(CallerTokenError) -> CallerToken? {
        var values = metadata[stringValues: CallerMetadata.token].makeIterator()
        guard let text = values.next() else {
            if keys.isConfigured { throw .missing }
            return nil
        }
        // Of two tokens nobody could say which one counts.
        guard values.next() == nil else { throw .malformed }
        return try CallerToken(
            text, keys: keys, audience: context.descriptor.service.fullyQualifiedService, now: now())
    }
}
