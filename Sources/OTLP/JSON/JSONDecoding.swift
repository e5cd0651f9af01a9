/// Turns JSON objects into the messages of OTLP.
struct JSONDecoding {
    let limits: Limits

    func resourceSpans(_ object: JSONObject) throws(OTLPError) -> ResourceSpans {
        ResourceSpans(
            resource: try object.object("resource").map(resource) ?? Resource(),
            scopeSpans: try object.list("scopeSpans", scopeSpans), schemaURL: try object.string("schemaUrl"))
    }

    private func resource(_ object: JSONObject) throws(OTLPError) -> Resource {
        Resource(
            attributes: try attributes(object, "attributes"),
            droppedAttributesCount: try object.integer("droppedAttributesCount"))
    }

    private func scopeSpans(_ object: JSONObject) throws(OTLPError) -> ScopeSpans {
        ScopeSpans(
            scope: try object.object("scope").map(scope) ?? InstrumentationScope(),
            spans: try object.list("spans", span), schemaURL: try object.string("schemaUrl"))
    }

    private func scope(_ object: JSONObject) throws(OTLPError) -> InstrumentationScope {
        InstrumentationScope(
            name: try object.string("name"), version: try object.string("version"),
            attributes: try attributes(object, "attributes"),
            droppedAttributesCount: try object.integer("droppedAttributesCount"))
    }

    private func span(_ object: JSONObject) throws(OTLPError) -> Span {
        let parent = try object.spanID("parentSpanId")
        return Span(
            traceID: try object.traceID("traceId"), spanID: try object.spanID("spanId"),
            traceState: try object.string("traceState"), parentSpanID: parent.isValid ? parent : nil,
            name: try object.string("name"), kind: SpanKind(rawValue: try object.integer("kind")),
            startTimeUnixNano: try object.integer("startTimeUnixNano"),
            endTimeUnixNano: try object.integer("endTimeUnixNano"), attributes: try attributes(object, "attributes"),
            droppedAttributesCount: try object.integer("droppedAttributesCount"),
            events: try object.list("events", event), droppedEventsCount: try object.integer("droppedEventsCount"),
            links: try object.list("links", link), droppedLinksCount: try object.integer("droppedLinksCount"),
            status: try object.object("status").map(status) ?? Status(), flags: try object.integer("flags"))
    }

    private func event(_ object: JSONObject) throws(OTLPError) -> Span.Event {
        Span.Event(
            timeUnixNano: try object.integer("timeUnixNano"), name: try object.string("name"),
            attributes: try attributes(object, "attributes"),
            droppedAttributesCount: try object.integer("droppedAttributesCount"))
    }

    private func link(_ object: JSONObject) throws(OTLPError) -> Span.Link {
        Span.Link(
            traceID: try object.traceID("traceId"), spanID: try object.spanID("spanId"),
            traceState: try object.string("traceState"), attributes: try attributes(object, "attributes"),
            droppedAttributesCount: try object.integer("droppedAttributesCount"), flags: try object.integer("flags"))
    }

    private func status(_ object: JSONObject) throws(OTLPError) -> Status {
        Status(code: Status.Code(rawValue: try object.integer("code")), message: try object.string("message"))
    }

    func attributes(_ object: JSONObject, _ key: String, depth: Int = 0) throws(OTLPError) -> [KeyValue] {
        let attributes = try object.list(key) { (object) throws(OTLPError) in
            guard let value = try object.object("value") else {
                return KeyValue(key: try object.string("key"), value: .empty)
            }
            return KeyValue(key: try object.string("key"), value: try self.value(value, depth))
        }
        guard attributes.count <= limits.maximumAttributes else {
            throw OTLPError(
                code: .limitExceeded, message: "\(object.path(key)) has more than \(limits.maximumAttributes) entries")
        }
        return attributes
    }
}
