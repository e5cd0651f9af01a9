import OTLP

/// A span in a head: numbers, and numbers of dictionary entries.
struct SpanRow: BitwiseCopyable {
    var traceID: TraceID
    var spanID: SpanID
    /// Not valid for a root.
    var parentSpanID: SpanID
    var startUnixNano: UInt64
    var endUnixNano: UInt64
    /// The entry of its name.
    var name: UInt32
    /// The entry of its ``SpanSource``.
    var source: UInt32
    /// The entry of its other fields.
    var otherFields: UInt32
    /// Its first entry in ``Head/attributes``.
    var firstAttribute: UInt32
    var attributeCount: UInt32
    var kind: Int32
    var status: Int32
    /// The row before this one in the same trace, plus one; 0 when there is none.
    var previous: UInt32

    /// 0 when it ended before it began.
    var durationNano: UInt64 { endUnixNano >= startUnixNano ? endUnixNano - startUnixNano : 0 }
}
