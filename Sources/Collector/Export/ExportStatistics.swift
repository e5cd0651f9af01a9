import Synchronization

/// What an exporter has done since it started; for `/metrics`.
public final class ExportStatistics: Sendable {
    /// The figures at one moment.
    public struct Snapshot: Hashable, Sendable {
        /// Requests that were delivered.
        public var sentBatches: UInt64 = 0
        /// Bytes of protobuf in them, before compression.
        public var sentBytes: UInt64 = 0
        /// Requests that the endpoint refused for good.
        public var rejectedBatches: UInt64 = 0
        /// Spans that the endpoint refused inside a request that it took.
        public var rejectedSpans: UInt64 = 0
        /// Attempts that failed and were, or will be, repeated.
        public var failedAttempts: UInt64 = 0
    }

    private let state = Mutex(Snapshot())

    /// Starts at zero.
    public init() {}

    /// The figures now.
    public var snapshot: Snapshot { state.withLock { $0 } }

    func update(_ change: (inout Snapshot) -> Void) { state.withLock { change(&$0) } }
}
