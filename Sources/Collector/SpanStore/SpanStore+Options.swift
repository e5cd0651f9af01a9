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
        /// A log file is followed by the next one when it would grow beyond this many bytes.
        public var maximumFileBytes: Int
        /// Requests beyond this many waiting bytes are refused as ``SpanStoreError/Code/overloaded``, with 0 all
        /// of them. Otherwise one request is always taken, whatever its size.
        public var maximumWaitingBytes: Int
        /// Whole log files are deleted, oldest first, while there are more bytes than this; nil keeps them all.
        public var retentionBytes: Int?
        /// Log files are deleted when their newest record is older than this; nil keeps them.
        public var retentionAge: Duration?
        /// What a request may be like.
        public var limits: Limits

        /// Makes options.
        public init(
            maximumFileBytes: Int = 64 << 20, maximumWaitingBytes: Int = 64 << 20, retentionBytes: Int? = nil,
            retentionAge: Duration? = nil, limits: Limits = Limits()
        ) {
            self.maximumFileBytes = maximumFileBytes
            self.maximumWaitingBytes = maximumWaitingBytes
            self.retentionBytes = retentionBytes
            self.retentionAge = retentionAge
            self.limits = limits
        }
    }

    /// What a store holds, for metrics.
    public struct Statistics: Hashable, Sendable {
        /// Spans that can be queried, duplicates not counted.
        public var spans: Int
        /// Traces that can be queried.
        public var traces: Int
        /// Bytes in the log files.
        public var bytes: Int
        /// Log files.
        public var files: Int
        /// Requests that were appended since the store was opened.
        public var appendedRequests: Int
        /// Bytes that wait to be written.
        public var waitingBytes: Int
    }
}
