import OTLP

/// Random ids in the text form of the headers.
enum Identifier {
    static func trace() -> String { "\(TraceID.random())" }

    static func span() -> String { "\(SpanID.random())" }
}
