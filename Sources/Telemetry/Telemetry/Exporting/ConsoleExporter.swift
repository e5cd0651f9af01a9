import OTLP

/// Prints a line for each span to standard output, for a look at what an application records.
struct ConsoleExporter: SpanExporter {
    func export(_ spans: [TelemetryTracer.Span]) async -> ExportResult {
        for span in spans { print(Self.line(for: span.snapshot)) }
        return .success
    }

    func shutdown() async {}

    static func line(for span: OTLP.Span) -> String {
        let parent = span.parentSpanID.map { " parent=\($0)" } ?? ""
        let status = span.status.code == .unset ? "" : " status=\(span.status.code)"
        let attributes = span.attributes.map { " \($0.key)=\($0.value.spanAttribute.map { "\($0)" } ?? "")" }.joined()
        return """
            \(span.name) kind=\(span.kind) trace=\(span.traceID) span=\(span.spanID)\(parent) \
            duration=\(span.durationNano)ns\(status)\(attributes)
            """
    }
}
