/// Sends ended spans somewhere.
package protocol SpanExporter: Sendable {
    /// Sends spans. There is one call at a time.
    func export(_ spans: [TelemetryTracer.Span]) async -> ExportResult

    /// Gives back what the exporter holds.
    func shutdown() async
}
