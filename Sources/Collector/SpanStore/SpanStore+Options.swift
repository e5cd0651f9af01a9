public import OTLP

extension SpanStore {
    /// What a store may be used for.
    public enum Mode: Sendable {
        /// One process writes, held by a lock file.
        case readWrite
        /// Any number of processes read what is there when they open it, beside a writer or without one.
        case readOnly
    }

    /// How a store is kept.
    public struct Options: Sendable {
        /// The newest spans are in memory; this many become a segment on disk.
        public var maximumHeadSpans: Int
        /// They become a segment as well when they take more bytes of memory than this,
        public var maximumHeadBytes: Int
        /// when their log has more bytes than this,
        public var maximumFileBytes: Int
        /// or when the first of them came longer ago than this.
        public var maximumHeadAge: Duration
        /// Requests beyond this many waiting bytes are refused as ``SpanStoreError/Code/overloaded``, with 0 all
        /// of them. Otherwise one request is always taken, whatever its size.
        public var maximumWaitingBytes: Int
        /// The oldest segments are deleted while there are more bytes than this; nil keeps them all.
        public var retentionBytes: Int?
        /// Segments are deleted when their newest span came longer ago than this; nil keeps them.
        public var retentionAge: Duration?
        /// A search that would look at more spans than this ends as ``SpanStoreError/Code/budgetExceeded``.
        public var maximumScannedSpans: Int
        /// The threads that one search works on at most, its caller's own included; what is beyond that one, all searches
        /// share.
        public var maximumQueryThreads: Int
        /// The memory for dictionary values that queries have read, in bytes.
        public var maximumCacheBytes: Int
        /// What a request may be like.
        public var limits: Limits

        /// Makes options; without a number of threads one for each processor, and no more than four.
        public init(
            maximumHeadSpans: Int = 1 << 18, maximumHeadBytes: Int = 128 << 20, maximumFileBytes: Int = 128 << 20,
            maximumHeadAge: Duration = .seconds(3600), maximumWaitingBytes: Int = 64 << 20,
            retentionBytes: Int? = nil, retentionAge: Duration? = nil, maximumScannedSpans: Int = .max,
            maximumQueryThreads: Int? = nil, maximumCacheBytes: Int = 16 << 20, limits: Limits = Limits()
        ) {
            self.maximumHeadSpans = maximumHeadSpans
            self.maximumHeadBytes = maximumHeadBytes
            self.maximumFileBytes = maximumFileBytes
            self.maximumHeadAge = maximumHeadAge
            self.maximumWaitingBytes = maximumWaitingBytes
            self.retentionBytes = retentionBytes
            self.retentionAge = retentionAge
            self.maximumScannedSpans = maximumScannedSpans
            // More would mostly wait for memory.
            self.maximumQueryThreads = maximumQueryThreads ?? min(4, POSIX.processorCount)
            self.maximumCacheBytes = maximumCacheBytes
            self.limits = limits
        }
    }

    /// What a store holds, for metrics.
    public struct Statistics: Hashable, Sendable {
        /// Spans that can be queried. One that came twice with much in between is counted twice.
        public var spans: Int
        /// Traces that can be queried. One whose spans came over a long time can be counted more than once.
        public var traces: Int
        /// Bytes in logs and segments.
        public var bytes: Int
        /// Logs and segments.
        public var files: Int
        /// Requests that were appended since the store was opened.
        public var appendedRequests: Int
        /// Bytes that wait to be written.
        public var waitingBytes: Int
    }
}
