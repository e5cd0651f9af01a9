import OTLP
public import SpanStore

extension JaegerJSON {
    /// Traces that are written one by one, each as soon as it is known.
    public struct TraceList: Sendable {
        /// How many there are.
        public private(set) var count = 0
        private(set) var json = JSONWriter()

        /// An empty list.
        public init() {}

        /// A list of traces.
        public init(_ traces: [Trace]) {
            for trace in traces { append(trace) }
        }

        /// Writes one more.
        public mutating func append(_ trace: Trace) {
            json.reserve(trace.spans.count * 1_024)
            json.write(trace)
            count += 1
        }
    }
}
