public import OTLP
public import SpanStore

extension ExportTraceServiceRequest {
    /// The spans of traces, grouped by resource and scope as OTLP has them.
    public init(_ traces: [Trace]) {
        struct Source: Hashable {
            var resource: Resource
            var scope: InstrumentationScope
        }
        self.init()
        var places: [Source: (resource: Int, scope: Int)] = [:]
        var resources: [Resource: Int] = [:]
        for entry in traces.lazy.flatMap(\.spans) {
            let source = Source(resource: entry.resource, scope: entry.scope)
            if let place = places[source] {
                resourceSpans[place.resource].scopeSpans[place.scope].spans.append(entry.span)
                continue
            }
            let resource = resources[entry.resource] ?? resourceSpans.count
            if resource == resourceSpans.count {
                resources[entry.resource] = resource
                resourceSpans.append(ResourceSpans(resource: entry.resource, scopeSpans: []))
            }
            places[source] = (resource, resourceSpans[resource].scopeSpans.count)
            resourceSpans[resource].scopeSpans.append(ScopeSpans(scope: entry.scope, spans: [entry.span]))
        }
    }

    /// The traces that the spans make up, in the order in which each first appears; their spans by start time.
    public var traces: [Trace] {
        var spans: [TraceID: [TraceSpan]] = [:]
        var order: [TraceID] = []
        for resourceSpans in resourceSpans {
            for scopeSpans in resourceSpans.scopeSpans {
                for span in scopeSpans.spans {
                    if spans[span.traceID] == nil { order.append(span.traceID) }
                    spans[span.traceID, default: []].append(
                        TraceSpan(span: span, resource: resourceSpans.resource, scope: scopeSpans.scope))
                }
            }
        }
        return order.map { id in
            Trace(id: id, spans: (spans[id] ?? []).sorted { $0.span.startTimeUnixNano < $1.span.startTimeUnixNano })
        }
    }
}
