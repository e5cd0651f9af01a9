/// An attribute: a key and its value (`opentelemetry.proto.common.v1.KeyValue`).
public struct KeyValue: Hashable, Sendable {
    /// The attribute's name, such as `http.route`.
    public var key: String
    /// What it is set to.
    public var value: AnyValue

    /// Makes an attribute.
    public init(key: String, value: AnyValue) {
        self.key = key
        self.value = value
    }
}

extension [KeyValue] {
    /// The value of the first attribute with this key.
    public subscript(key: String) -> AnyValue? {
        first { $0.key == key }?.value
    }
}
