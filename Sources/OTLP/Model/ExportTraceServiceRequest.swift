/// What a client sends to export spans (`opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest`).
public struct ExportTraceServiceRequest: Hashable, Sendable {
    /// The spans, by resource and library.
    public var resourceSpans: [ResourceSpans]

    /// Makes a request.
    public init(resourceSpans: [ResourceSpans] = []) {
        self.resourceSpans = resourceSpans
    }
}
