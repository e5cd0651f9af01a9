import OTLP
import Tracing

extension [KeyValue] {
    /// Sets a value by its key, within limits.
    ///
    /// A span has a handful of attributes, which is why a walk over them beats a dictionary; comparing lengths first
    /// keeps almost all keys from being read.
    mutating func set(
        _ key: String, _ value: AnyValue, countLimit: Int, lengthLimit: Int, dropped: inout UInt32
    ) {
        let length = key.utf8.count
        let value = lengthLimit == .max ? value : value.truncated(to: lengthLimit)
        for index in indices where self[index].key.utf8.count == length && self[index].key == key {
            self[index].value = value
            return
        }
        guard count < countLimit, length > 0 else {
            dropped &+= 1
            return
        }
        append(KeyValue(key: key, value: value))
    }

    /// Becomes the attributes that a span starts with, within limits.
    mutating func adopt(_ attributes: [KeyValue], limits: SpanLimits, dropped: inout UInt32) {
        if attributes.count <= limits.attributeCount, limits.attributeValueLength == .max {
            self = attributes
            return
        }
        for attribute in attributes {
            set(
                attribute.key, attribute.value, countLimit: limits.attributeCount,
                lengthLimit: limits.attributeValueLength, dropped: &dropped)
        }
    }

    /// Takes over attributes of the tracing API, within limits.
    mutating func merge(_ attributes: SpanAttributes, countLimit: Int, lengthLimit: Int, dropped: inout UInt32) {
        attributes.forEach { key, value in
            set(key, AnyValue(value), countLimit: countLimit, lengthLimit: lengthLimit, dropped: &dropped)
        }
    }
}

extension AnyValue {
    /// Cuts text, also inside of arrays.
    func truncated(to length: Int) -> AnyValue {
        switch self {
        // UTF-8 has at least as many bytes as the text has scalars, so this needs no walk over most texts.
        case .string(let text) where text.utf8.count > length:
            .string(String(text.unicodeScalars.prefix(length)))
        case .array(let values):
            .array(values.map { $0.truncated(to: length) })
        case .keyValueList(let entries):
            .keyValueList(entries.map { KeyValue(key: $0.key, value: $0.value.truncated(to: length)) })
        default:
            self
        }
    }
}
