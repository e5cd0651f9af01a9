extension SpanStore {
    /// What a store's directory holds.
    public struct Inventory: Sendable {
        /// Its logs and segments in the order of their generations, then everything else.
        public var files: [File]
        /// What takes the bytes of the logs and segments that are served: the largest first.
        public var usage: [Usage]

        /// The spans that are served.
        public var spans: Int { served.reduce(0) { $0 + $1.spans } }
        /// The traces that are served; one whose spans are in several files is counted in each.
        public var traces: Int { served.reduce(0) { $0 + $1.traces } }
        /// The bytes of the logs and segments that are served.
        public var bytes: Int { served.reduce(0) { $0 + $1.bytes } }
        /// The first and the last start of a span, in nanoseconds since 1970; nil without spans.
        public var startsUnixNano: ClosedRange<UInt64>? { Self.union(served.compactMap(\.startsUnixNano)) }
        /// When the first and the last span arrived, in nanoseconds since 1970; nil without spans.
        public var arrivalsUnixNano: ClosedRange<UInt64>? { Self.union(served.compactMap(\.arrivalsUnixNano)) }

        /// The logs and segments that are served.
        public var served: [File] { files.filter { $0.state == .served } }

        static func union(_ ranges: [ClosedRange<UInt64>]) -> ClosedRange<UInt64>? {
            guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else {
                return nil
            }
            return first...last
        }
    }
}

extension SpanStore.Inventory {
    /// A file of the directory.
    public struct File: Hashable, Sendable {
        /// What a file is.
        public enum Kind: String, Sendable {
            /// A write-ahead log.
            case log
            /// A sealed segment.
            case segment
            /// Neither, such as the lock or an exporter's place.
            case other
        }

        /// What becomes of a file when the store is opened.
        public enum State: String, Sendable {
            /// Its spans are found by queries.
            case served
            /// A segment holds the same spans, so that it is deleted when the store is next opened for writing.
            case superseded
            /// Nothing of it can be read.
            case unreadable
            /// It holds no spans.
            case unrelated
        }

        /// Its name in the directory.
        public var name: String
        /// What it is.
        public var kind: Kind
        /// What becomes of it.
        public var state: State
        /// The logs that it is, or was made of.
        public var generations: ClosedRange<UInt64>?
        /// How long it is.
        public var bytes: Int
        /// How many spans it holds.
        public var spans = 0
        /// How many traces they belong to.
        public var traces = 0
        /// The first and the last start of a span, in nanoseconds since 1970; nil without spans.
        public var startsUnixNano: ClosedRange<UInt64>?
        /// When the first and the last span arrived, in nanoseconds since 1970; nil without spans.
        public var arrivalsUnixNano: ClosedRange<UInt64>?
        /// What is wrong with it, a sentence without a full stop.
        public var problem: String?
    }

    /// What one part of the data takes in all segments together; a log is one part.
    public struct Usage: Hashable, Sendable {
        /// What a part is.
        public enum Kind: String, Sendable {
            /// Numbers that each span has.
            case column
            /// An attribute, or what is kept like one.
            case attribute
            /// What leads to the data.
            case structure
            /// Spans that have not become a segment.
            case log
        }

        /// What the part is.
        public var kind: Kind
        /// The attribute's key, or what else it is called.
        public var name: String
        /// How many values its columns hold.
        public var values = 0
        /// How many distinct values its dictionaries hold, those of each segment counted for itself.
        public var distinctValues = 0
        /// The bytes of its columns.
        public var columnBytes = 0
        /// The bytes of its dictionaries.
        public var dictionaryBytes = 0

        /// All its bytes.
        public var bytes: Int { columnBytes + dictionaryBytes }
    }
}
