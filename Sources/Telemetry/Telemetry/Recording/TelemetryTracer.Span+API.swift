public import OTLP
public import Tracing

extension TelemetryTracer.Span {
    /// What the operation is called. It may become known only later, such as when a request has been routed.
    public var operationName: String {
        get { snapshot.name }
        set { record { $0.name = newValue } }
    }

    /// Tells how the operation ended.
    ///
    /// `ok` is final, and only an error has a message (OpenTelemetry, trace API, "Set Status").
    public func setStatus(_ status: SpanStatus) {
        record { span in
            guard span.status.code != .ok else { return }
            span.status =
                switch status.code {
                case .ok: Status(code: .ok)
                case .error: Status(code: .error, message: status.message ?? "")
                }
        }
    }

    /// Adds something that happened at one moment.
    public func addEvent(_ event: SpanEvent) {
        add(at: event.nanosecondsSinceEpoch, name: event.name, attributes: [], and: event.attributes)
    }

    /// Adds something that happens now, by the same clock as the span's end.
    public func addEvent(_ name: String, _ attributes: [KeyValue] = []) {
        guard let epochOffset else { return }
        add(at: tracer.clock.monotonic() &+ epochOffset, name: name, attributes: attributes, and: [:])
    }

    /// Adds an error as an `exception` event. It does not become the status: ``fail(_:)`` does both.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        guard epochOffset != nil else { return }
        let described = [
            KeyValue(
                key: SemanticConventions.exceptionType, value: .string(String(reflecting: type(of: error)))),
            KeyValue(key: SemanticConventions.exceptionMessage, value: .string(String(describing: error))),
        ]
        add(
            at: instant().nanosecondsSinceEpoch, name: SemanticConventions.exceptionEvent, attributes: described,
            and: attributes)
    }

    private func add(at time: UInt64, name: String, attributes: [KeyValue], and others: SpanAttributes) {
        let limits = tracer.limits
        record { span in
            guard span.events.count < limits.eventCount else {
                span.droppedEventsCount &+= 1
                return
            }
            var event = OTLP.Span.Event(timeUnixNano: time, name: name)
            for attribute in attributes {
                event.attributes.set(
                    attribute.key, attribute.value, countLimit: limits.eventAttributeCount,
                    lengthLimit: limits.attributeValueLength, dropped: &event.droppedAttributesCount)
            }
            event.attributes.merge(
                others, countLimit: limits.eventAttributeCount, lengthLimit: limits.attributeValueLength,
                dropped: &event.droppedAttributesCount)
            span.events.append(event)
        }
    }

    /// Adds a span that is related but not the parent.
    public func addLink(_ link: SpanLink) {
        let limits = tracer.limits
        guard let target = link.context.spanContext else { return }
        record { span in
            guard span.links.count < limits.linkCount else {
                span.droppedLinksCount &+= 1
                return
            }
            var added = OTLP.Span.Link(
                traceID: target.traceID, spanID: target.spanID, traceState: target.traceState.description,
                flags: UInt32(target.traceFlags.rawValue) | 0x100 | (target.isRemote ? 0x200 : 0))
            added.attributes.merge(
                link.attributes, countLimit: limits.linkAttributeCount, lengthLimit: limits.attributeValueLength,
                dropped: &added.droppedAttributesCount)
            span.links.append(added)
        }
    }

    /// Ends the span at an instant, for the tracing API.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard epochOffset != nil else { return }
        end(atUnixNano: instant().nanosecondsSinceEpoch)
    }
}
