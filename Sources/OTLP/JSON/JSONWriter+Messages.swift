extension JSONWriter {
    mutating func request(_ request: ExportTraceServiceRequest) {
        object { writer in
            writer.list("resourceSpans", request.resourceSpans) { $0.resourceSpans($1) }
        }
    }

    private mutating func resourceSpans(_ group: ResourceSpans) {
        object { writer in
            writer.key("resource")
            writer.object { writer in
                writer.attributes("attributes", group.resource.attributes)
                writer.count("droppedAttributesCount", group.resource.droppedAttributesCount)
            }
            writer.list("scopeSpans", group.scopeSpans) { $0.scopeSpans($1) }
            writer.text("schemaUrl", group.schemaURL)
        }
    }

    private mutating func scopeSpans(_ group: ScopeSpans) {
        object { writer in
            writer.key("scope")
            writer.object { writer in
                writer.text("name", group.scope.name)
                writer.text("version", group.scope.version)
                writer.attributes("attributes", group.scope.attributes)
                writer.count("droppedAttributesCount", group.scope.droppedAttributesCount)
            }
            writer.list("spans", group.spans) { $0.span($1) }
            writer.text("schemaUrl", group.schemaURL)
        }
    }

    mutating func span(_ span: Span) {
        object { writer in
            writer.ids(span.traceID, span.spanID)
            writer.text("traceState", span.traceState)
            if let parent = span.parentSpanID { writer.text("parentSpanId", parent.description) }
            writer.text("name", span.name)
            writer.count("kind", span.kind.rawValue)
            writer.time("startTimeUnixNano", span.startTimeUnixNano)
            writer.time("endTimeUnixNano", span.endTimeUnixNano)
            writer.attributes("attributes", span.attributes)
            writer.count("droppedAttributesCount", span.droppedAttributesCount)
            writer.list("events", span.events) { $0.event($1) }
            writer.count("droppedEventsCount", span.droppedEventsCount)
            writer.list("links", span.links) { $0.link($1) }
            writer.count("droppedLinksCount", span.droppedLinksCount)
            if span.status != Status() {
                writer.key("status")
                writer.object { writer in
                    writer.text("message", span.status.message)
                    writer.count("code", span.status.code.rawValue)
                }
            }
            writer.count("flags", span.flags)
        }
    }

    private mutating func event(_ event: Span.Event) {
        object { writer in
            writer.time("timeUnixNano", event.timeUnixNano)
            writer.text("name", event.name)
            writer.attributes("attributes", event.attributes)
            writer.count("droppedAttributesCount", event.droppedAttributesCount)
        }
    }

    private mutating func link(_ link: Span.Link) {
        object { writer in
            writer.ids(link.traceID, link.spanID)
            writer.text("traceState", link.traceState)
            writer.attributes("attributes", link.attributes)
            writer.count("droppedAttributesCount", link.droppedAttributesCount)
            writer.count("flags", link.flags)
        }
    }
}
