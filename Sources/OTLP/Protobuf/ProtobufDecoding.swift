import COTLP
import CProtobufC

/// Turns what protobuf-c has unpacked into values of this module.
///
/// The bytes were scanned before: text is UTF-8, nesting is bounded, and every pointer that protobuf-c hands out is
/// set, because an allocation that fails makes the whole unpacking fail.
enum ProtobufDecoding {
    static func request(_ message: Otlp__ExportTraceServiceRequest) -> ExportTraceServiceRequest {
        ExportTraceServiceRequest(
            resourceSpans: map(message.resource_spans, message.n_resource_spans) { group in
                ResourceSpans(
                    resource: group.resource.map { resource($0.pointee) } ?? Resource(),
                    scopeSpans: map(group.scope_spans, group.n_scope_spans, scopeSpans),
                    schemaURL: string(group.schema_url))
            })
    }

    private static func scopeSpans(_ message: Otlp__ScopeSpans) -> ScopeSpans {
        var spans: [Span] = []
        spans.reserveCapacity(message.n_spans)
        for index in 0..<message.n_spans {
            if let pointer = message.spans[index], let span = span(pointer.pointee) { spans.append(span) }
        }
        return ScopeSpans(
            scope: message.scope.map { scope($0.pointee) } ?? InstrumentationScope(), spans: spans,
            schemaURL: string(message.schema_url))
    }

    static func resource(_ message: Otlp__Resource) -> Resource {
        Resource(
            attributes: attributes(message.attributes, message.n_attributes),
            droppedAttributesCount: message.dropped_attributes_count)
    }

    static func scope(_ message: Otlp__InstrumentationScope) -> InstrumentationScope {
        InstrumentationScope(
            name: string(message.name), version: string(message.version),
            attributes: attributes(message.attributes, message.n_attributes),
            droppedAttributesCount: message.dropped_attributes_count)
    }

    /// The span; nil when its identifiers are not valid, by the same rules as ``WireScanner``.
    static func span(_ message: Otlp__Span) -> Span? {
        guard let traceID = traceID(message.trace_id), traceID.isValid,
            let spanID = spanID(message.span_id), spanID.isValid
        else { return nil }
        let parent = spanIDOrZero(message.parent_span_id)
        guard let parent else { return nil }
        var links: [Span.Link] = []
        links.reserveCapacity(message.n_links)
        for index in 0..<message.n_links {
            guard let pointer = message.links[index], let link = link(pointer.pointee) else { return nil }
            links.append(link)
        }
        return Span(
            traceID: traceID, spanID: spanID, traceState: string(message.trace_state),
            parentSpanID: parent.isValid ? parent : nil, name: string(message.name),
            kind: SpanKind(rawValue: Int32(bitPattern: message.kind.rawValue)),
            startTimeUnixNano: message.start_time_unix_nano, endTimeUnixNano: message.end_time_unix_nano,
            attributes: attributes(message.attributes, message.n_attributes),
            droppedAttributesCount: message.dropped_attributes_count,
            events: map(message.events, message.n_events, event), droppedEventsCount: message.dropped_events_count,
            links: links, droppedLinksCount: message.dropped_links_count,
            status: message.status.map { status($0.pointee) } ?? Status(), flags: message.flags)
    }

    private static func event(_ message: Otlp__Span__Event) -> Span.Event {
        Span.Event(
            timeUnixNano: message.time_unix_nano, name: string(message.name),
            attributes: attributes(message.attributes, message.n_attributes),
            droppedAttributesCount: message.dropped_attributes_count)
    }

    private static func link(_ message: Otlp__Span__Link) -> Span.Link? {
        let traceID = message.trace_id.len == 0 ? TraceID(high: 0, low: 0) : traceID(message.trace_id)
        guard let traceID, let spanID = spanIDOrZero(message.span_id) else { return nil }
        return Span.Link(
            traceID: traceID, spanID: spanID, traceState: string(message.trace_state),
            attributes: attributes(message.attributes, message.n_attributes),
            droppedAttributesCount: message.dropped_attributes_count, flags: message.flags)
    }

    private static func status(_ message: Otlp__Status) -> Status {
        Status(
            code: Status.Code(rawValue: Int32(bitPattern: message.code.rawValue)), message: string(message.message))
    }
}
