import OTLP
import SpanStore

extension JSONWriter {
    /// Writes a trace as Jaeger's API shows it: spans, and the processes that they refer to by number.
    mutating func write(_ trace: Trace) {
        let traceID = trace.id.description
        let present = Set(trace.spans.map(\.span.spanID))
        var processes = JaegerProcesses()
        object { json in
            json.member(constant: "traceID", traceID)
            json.key(constant: "spans")
            json.array(trace.spans) { json, span in
                json.write(span, traceID: traceID, processID: processes.id(of: span), present: present)
            }
            json.key(constant: "processes")
            json.object { json in
                for (id, span) in processes.all {
                    json.key(id)
                    json.writeProcess(of: span)
                }
            }
            json.key(constant: "warnings")
            json.null()
        }
    }

    private mutating func write(_ entry: TraceSpan, traceID: String, processID: String, present: Set<SpanID>) {
        let span = entry.span
        object { json in
            json.member(constant: "traceID", traceID)
            json.member(constant: "spanID", span.spanID.description)
            json.member(constant: "operationName", span.name)
            json.writeReferences(of: span, traceID: traceID)
            json.key(constant: "startTime")
            json.number(span.startTimeUnixNano / 1000)
            json.key(constant: "duration")
            json.number((max(span.endTimeUnixNano, span.startTimeUnixNano) - span.startTimeUnixNano) / 1000)
            json.key(constant: "tags")
            json.writeTags(of: entry)
            json.key(constant: "logs")
            json.array(span.events) { $0.write($1) }
            json.member(constant: "processID", processID)
            json.writeWarnings(about: span, present: present)
        }
    }

    private mutating func writeReferences(of span: OTLP.Span, traceID: String) {
        let parent = span.parentSpanID.map { [("CHILD_OF", traceID, $0)] } ?? []
        let links = span.links.map { ("FOLLOWS_FROM", $0.traceID.description, $0.spanID) }
        key(constant: "references")
        array(parent + links) { json, reference in
            json.object { json in
                json.member(constant: "refType", reference.0)
                json.member(constant: "traceID", reference.1)
                json.member(constant: "spanID", reference.2.description)
            }
        }
    }

    private mutating func write(_ event: OTLP.Span.Event) {
        let name = event.name.isEmpty ? [] : [KeyValue(key: "event", value: .string(event.name))]
        object { json in
            json.key(constant: "timestamp")
            json.number(event.timeUnixNano / 1000)
            json.key(constant: "fields")
            json.array(name + event.attributes) { $0.tag($1) }
        }
    }

    private mutating func writeProcess(of entry: TraceSpan) {
        object { json in
            json.member(constant: "serviceName", entry.service)
            json.key(constant: "tags")
            json.array(entry.resource.attributes.lazy.filter { $0.key != "service.name" }) { $0.tag($1) }
        }
    }

    private mutating func writeWarnings(about span: OTLP.Span, present: Set<SpanID>) {
        var warnings: [String] = []
        if let parent = span.parentSpanID, !present.contains(parent) {
            warnings.append("the parent span \(parent) is missing")
        }
        if span.endTimeUnixNano < span.startTimeUnixNano { warnings.append("the span ends before it starts") }
        let dropped = [
            ("attributes", span.droppedAttributesCount), ("events", span.droppedEventsCount),
            ("links", span.droppedLinksCount),
        ]
        for (name, count) in dropped where count > 0 { warnings.append("\(count) \(name) were dropped at the source") }
        key(constant: "warnings")
        if warnings.isEmpty { null() } else { array(warnings) { $0.string($1) } }
    }
}

/// The distinct resources of a trace, numbered `p1`, `p2`, … in order of appearance.
private struct JaegerProcesses {
    private(set) var all: [(id: String, span: TraceSpan)] = []

    mutating func id(of span: TraceSpan) -> String {
        if let known = all.last(where: { $0.span.resource == span.resource }) { return known.id }
        let id = "p\(all.count + 1)"
        all.append((id, span))
        return id
    }
}
