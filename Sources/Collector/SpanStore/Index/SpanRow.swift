import OTLP

/// What the index knows of one span: 64 bytes, no text.
struct SpanRow: BitwiseCopyable {
    var traceID: TraceID
    var spanID: SpanID
    var startUnixNano: UInt64
    var durationNano: UInt64
    /// The number of its ``ScopeRow``.
    var scope: UInt32
    /// The number of its service, name and kind.
    var operation: UInt32
    /// Where the Span message lies in the record's payload.
    var span: WireRange
    /// The row that this trace had before; ``none`` for the first one.
    var previous: UInt32
    var status: Status.Code

    static let none = UInt32.max
}

/// A ScopeSpans of a stored request.
struct ScopeRow: BitwiseCopyable {
    /// The number of its ``RecordRow``.
    var record: UInt32
    var resource: WireRange
    var scope: WireRange
}

/// A stored request: a record of a log file.
struct RecordRow: BitwiseCopyable {
    var file: UInt32
    /// Where the record begins, its header included.
    var offset: UInt32
    /// The payload's bytes.
    var count: UInt32

    var payloadOffset: Int { Int(offset) + LogFormat.recordHeaderCount }
    /// Where the next record begins.
    var end: Int { payloadOffset + Int(count) }
}

/// A service's name for spans, with their kind.
struct OperationKey: Hashable {
    var service: UInt32
    var name: UInt32
    var kind: SpanKind
}
