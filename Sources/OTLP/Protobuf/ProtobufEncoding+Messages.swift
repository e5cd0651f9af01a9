import COTLP
import CProtobufC

extension ProtobufEncoding {
    func request(_ request: ExportTraceServiceRequest) -> UnsafeMutablePointer<Otlp__ExportTraceServiceRequest> {
        let message = make(otlp__export_trace_service_request__init)
        message.pointee.n_resource_spans = request.resourceSpans.count
        message.pointee.resource_spans = list(request.resourceSpans, resourceSpans)
        return message
    }

    private func resourceSpans(_ group: ResourceSpans) -> UnsafeMutablePointer<Otlp__ResourceSpans> {
        let resource = make(otlp__resource__init)
        resource.pointee.n_attributes = group.resource.attributes.count
        resource.pointee.attributes = list(group.resource.attributes, keyValue)
        resource.pointee.dropped_attributes_count = group.resource.droppedAttributesCount
        let message = make(otlp__resource_spans__init)
        message.pointee.resource = resource
        message.pointee.n_scope_spans = group.scopeSpans.count
        message.pointee.scope_spans = list(group.scopeSpans, scopeSpans)
        message.pointee.schema_url = string(group.schemaURL)
        return message
    }

    private func scopeSpans(_ group: ScopeSpans) -> UnsafeMutablePointer<Otlp__ScopeSpans> {
        let scope = make(otlp__instrumentation_scope__init)
        scope.pointee.name = string(group.scope.name)
        scope.pointee.version = string(group.scope.version)
        scope.pointee.n_attributes = group.scope.attributes.count
        scope.pointee.attributes = list(group.scope.attributes, keyValue)
        scope.pointee.dropped_attributes_count = group.scope.droppedAttributesCount
        let message = make(otlp__scope_spans__init)
        message.pointee.scope = scope
        message.pointee.n_spans = group.spans.count
        message.pointee.spans = list(group.spans, span)
        message.pointee.schema_url = string(group.schemaURL)
        return message
    }

    private func span(_ span: Span) -> UnsafeMutablePointer<Otlp__Span> {
        let message = make(otlp__span__init)
        message.pointee.trace_id = id(span.traceID)
        message.pointee.span_id = id(span.spanID)
        message.pointee.trace_state = string(span.traceState)
        if let parent = span.parentSpanID { message.pointee.parent_span_id = id(parent) }
        message.pointee.name = string(span.name)
        message.pointee.kind = Otlp__Span__SpanKind(rawValue: UInt32(bitPattern: span.kind.rawValue))
        message.pointee.start_time_unix_nano = span.startTimeUnixNano
        message.pointee.end_time_unix_nano = span.endTimeUnixNano
        message.pointee.n_attributes = span.attributes.count
        message.pointee.attributes = list(span.attributes, keyValue)
        message.pointee.dropped_attributes_count = span.droppedAttributesCount
        message.pointee.n_events = span.events.count
        message.pointee.events = list(span.events, event)
        message.pointee.dropped_events_count = span.droppedEventsCount
        message.pointee.n_links = span.links.count
        message.pointee.links = list(span.links, link)
        message.pointee.dropped_links_count = span.droppedLinksCount
        if span.status != Status() {
            let status = make(otlp__status__init)
            status.pointee.code = Otlp__Status__StatusCode(rawValue: UInt32(bitPattern: span.status.code.rawValue))
            status.pointee.message = string(span.status.message)
            message.pointee.status = status
        }
        message.pointee.flags = span.flags
        return message
    }

    private func event(_ event: Span.Event) -> UnsafeMutablePointer<Otlp__Span__Event> {
        let message = make(otlp__span__event__init)
        message.pointee.time_unix_nano = event.timeUnixNano
        message.pointee.name = string(event.name)
        message.pointee.n_attributes = event.attributes.count
        message.pointee.attributes = list(event.attributes, keyValue)
        message.pointee.dropped_attributes_count = event.droppedAttributesCount
        return message
    }

    private func link(_ link: Span.Link) -> UnsafeMutablePointer<Otlp__Span__Link> {
        let message = make(otlp__span__link__init)
        message.pointee.trace_id = id(link.traceID)
        message.pointee.span_id = id(link.spanID)
        message.pointee.trace_state = string(link.traceState)
        message.pointee.n_attributes = link.attributes.count
        message.pointee.attributes = list(link.attributes, keyValue)
        message.pointee.dropped_attributes_count = link.droppedAttributesCount
        message.pointee.flags = link.flags
        return message
    }
}
