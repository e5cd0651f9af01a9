public import GRPCCore

/// A transport that does for calls what interceptors can't, because gRPC runs them only once a stream is open.
///
/// Every call keeps to ``Deadline/current`` also while it waits for a connection and between retries: gRPC asks the transport for a
/// method's configuration in the task that makes the call, and enforces the timeout that it finds there over the whole call.
/// And a call that finds no connection has a client span, too, as has one that the tracing's gate refuses.
public struct GRPCCallTransport<Base: ClientTransport>: ClientTransport {
    /// The base's bytes.
    public typealias Bytes = Base.Bytes

    private let base: Base
    private let defaultTimeout: Duration
    private let tracing: GRPCClientTracing

    /// A transport over another one; `defaultTimeout` limits calls whose method and deadline set no shorter time.
    public init(_ base: Base, defaultTimeout: Duration, tracing: GRPCClientTracing) {
        self.base = base
        self.defaultTimeout = defaultTimeout
        self.tracing = tracing
    }

    /// The base's configuration with the time that is left, unless the caller will be cancelled by then anyway.
    public func config(forMethod descriptor: MethodDescriptor) -> MethodConfig? {
        var config = base.config(forMethod: descriptor) ?? MethodConfig(names: [])
        let deadline = Deadline.earliest(timeout: config.timeout ?? defaultTimeout)
        let isEnforced = Deadline.enforced.map { $0 <= deadline } ?? false
        config.timeout = isEnforced ? nil : deadline.remaining()
        return config
    }

    /// Opens a stream of the base, unless the deadline has passed.
    public func withStream<Result: Sendable>(
        descriptor: MethodDescriptor, options: CallOptions,
        _ closure: (RPCStream<Inbound, Outbound>, ClientContext) async throws -> Result
    ) async throws -> Result {
        let deadline = Deadline.earliest(timeout: options.timeout ?? defaultTimeout)
        var isOpen = false
        var isAdmitted = false
        do {
            guard !deadline.hasPassed() else { throw RPCError(DeadlineExceeded()) }
            try tracing.gate?.admit()
            isAdmitted = true
            return try await Deadline.$current.withValue(deadline) {
                try await base.withStream(descriptor: descriptor, options: options) { stream, context in
                    isOpen = true
                    return try await closure(stream, context)
                }
            }
        } catch {
            if !isOpen { tracing.recordUnsent(descriptor, error, deadline: deadline, isAdmitted: isAdmitted) }
            throw error
        }
    }

    /// The base's throttle.
    public var retryThrottle: RetryThrottle? { base.retryThrottle }

    /// Connects and stays connected until the shutdown.
    public func connect() async throws { try await base.connect() }

    /// Takes no more calls.
    public func beginGracefulShutdown() { base.beginGracefulShutdown() }
}
