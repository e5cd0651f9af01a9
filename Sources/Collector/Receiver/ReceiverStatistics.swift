import Synchronization

/// What a receiver has done since it started; for `/metrics`.
public final class ReceiverStatistics: Sendable {
    /// The figures at one moment.
    public struct Snapshot: Hashable, Sendable {
        /// Answers by HTTP status.
        public var responses: [Int: UInt64] = [:]
        /// Bytes of request bodies as they came over the wire.
        public var receivedBytes: UInt64 = 0
        /// Spans that were stored.
        public var acceptedSpans: UInt64 = 0
        /// Spans that were refused inside a request that was taken.
        public var rejectedSpans: UInt64 = 0
    }

    private let state = Mutex(Snapshot())

    /// Starts at zero.
    public init() {}

    /// The figures now.
    public var snapshot: Snapshot { state.withLock { $0 } }

    func update(_ change: (inout Snapshot) -> Void) { state.withLock { change(&$0) } }
}
