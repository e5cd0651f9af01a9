public import OTLP
public import Tracing

extension TelemetryTracer.Span {
    /// Sets an attribute to text.
    public func setAttribute(_ key: String, _ value: String) { set(key, .string(value)) }

    /// Sets an attribute to an integer.
    public func setAttribute(_ key: String, _ value: Int) { set(key, .int(Int64(value))) }

    /// Sets an attribute to a number.
    public func setAttribute(_ key: String, _ value: Double) { set(key, .double(value)) }

    /// Sets an attribute to a truth value.
    public func setAttribute(_ key: String, _ value: Bool) { set(key, .bool(value)) }

    /// Sets an attribute to a list of texts.
    public func setAttribute(_ key: String, _ value: [String]) { set(key, .array(value.map(AnyValue.string))) }

    /// Sets an attribute to any value.
    @_disfavoredOverload
    public func setAttribute(_ key: String, _ value: AnyValue) { set(key, value) }

    private func set(_ key: String, _ value: AnyValue) {
        let limits = tracer.limits
        record { span in
            if span.attributes.isEmpty { span.attributes.reserveCapacity(8) }
            span.attributes.set(
                key, value, countLimit: limits.attributeCount, lengthLimit: limits.attributeValueLength,
                dropped: &span.droppedAttributesCount)
        }
    }

    /// All attributes, for the tracing API.
    ///
    /// Reading and writing copy all of them into and out of a dictionary, and a change made in between by another task
    /// is lost: `setAttribute` has neither flaw.
    public var attributes: SpanAttributes {
        get {
            var attributes = SpanAttributes([:])
            for attribute in snapshot.attributes { attributes.set(attribute.key, value: attribute.value.spanAttribute) }
            return attributes
        }
        set {
            let limits = tracer.limits
            record { span in
                span.attributes.removeAll { newValue.get($0.key) == nil }
                newValue.forEach { key, value in
                    guard span.attributes[key]?.spanAttribute != value else { return }
                    span.attributes.set(
                        key, AnyValue(value), countLimit: limits.attributeCount,
                        lengthLimit: limits.attributeValueLength, dropped: &span.droppedAttributesCount)
                }
            }
        }
    }
}
