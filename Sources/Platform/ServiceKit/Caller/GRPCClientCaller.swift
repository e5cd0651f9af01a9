import FoundationEssentials
public import GRPCCore

/// Tells the called service who calls: ``Caller/current`` if there is one, else the program alone.
///
/// A token is for the service that is called and for a minute: longer than a call may take to arrive and than clocks of
/// two machines differ.
public struct GRPCClientCaller: ClientInterceptor {
    private static let lifetime: Int64 = 60

    private let service: String
    private let keys: CallerKeys
    private let now: @Sendable () -> Int64

    /// An interceptor for the calls that the program `service` makes.
    public init(service: String, keys: CallerKeys) {
        self.init(service: service, keys: keys) { Int64(Date().timeIntervalSince1970) }
    }

    init(service: String, keys: CallerKeys, now: @escaping @Sendable () -> Int64) {
        self.service = service
        self.keys = keys
        self.now = now
    }

    /// Sends the token with a call.
    ///
    /// A refusal of the token itself is a fault of ours, and must not look as if the user's session were not valid: the
    /// caller sees INTERNAL.
    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        let audience = context.descriptor.service.fullyQualifiedService
        let token = CallerToken(
            service: service, audience: audience, expiry: now() + Self.lifetime, caller: Caller.current)
        var request = request
        do {
            request.metadata.replaceOrAddString(try token.text(keys: keys), forKey: CallerMetadata.token)
        } catch {
            throw RPCError(code: .internalError, message: "\(error)", cause: error)
        }
        var response = try await next(request, context)
        if case .failure(let error) = response.accepted,
            let reason = error.metadata[stringValues: CallerMetadata.refusal].first(where: { _ in true })
        {
            let message = """
                \(audience) refuses the caller token of \(service) (\(reason)): give both the same CALLER_TOKEN_KEY, and \
                see that their clocks agree
                """
            response.accepted = .failure(RPCError(code: .internalError, message: message, cause: error))
        }
        return response
    }
}
