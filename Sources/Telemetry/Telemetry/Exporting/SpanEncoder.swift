package import OTLP

/// Encodes spans of one resource and one scope as an OTLP request, in memory that it uses again.
package struct SpanEncoder {
    private let resource: Resource
    private let scope: InstrumentationScope
    private let arena = Arena(maximumBytes: .max)

    package init(resource: Resource, scope: InstrumentationScope) {
        self.resource = resource
        self.scope = scope
    }

    /// The request in protobuf.
    package func encode(_ spans: [TelemetryTracer.Span]) -> [UInt8] {
        let group = ResourceSpans(
            resource: resource, scopeSpans: [ScopeSpans(scope: scope, spans: spans.map(\.snapshot))])
        return ExportTraceServiceRequest(resourceSpans: [group]).protobuf(in: arena)
    }
}
