import COTLP
import CProtobufC

extension ProtobufDecoding {
    static func attributes(
        _ messages: UnsafeMutablePointer<UnsafeMutablePointer<Otlp__KeyValue>?>?, _ count: Int
    ) -> [KeyValue] {
        map(messages, count) { message in
            KeyValue(key: string(message.key), value: message.value.map { value($0.pointee) } ?? .empty)
        }
    }

    static func value(_ message: Otlp__AnyValue) -> AnyValue {
        switch message.value_case {
        case OTLP__ANY_VALUE__VALUE_STRING_VALUE: .string(string(message.string_value))
        case OTLP__ANY_VALUE__VALUE_BOOL_VALUE: .bool(message.bool_value != 0)
        case OTLP__ANY_VALUE__VALUE_INT_VALUE: .int(message.int_value)
        case OTLP__ANY_VALUE__VALUE_DOUBLE_VALUE: .double(message.double_value)
        case OTLP__ANY_VALUE__VALUE_BYTES_VALUE: .bytes(Array(bytes(message.bytes_value)))
        case OTLP__ANY_VALUE__VALUE_ARRAY_VALUE:
            .array(message.array_value.map { map($0.pointee.values, $0.pointee.n_values, value) } ?? [])
        case OTLP__ANY_VALUE__VALUE_KVLIST_VALUE:
            .keyValueList(message.kvlist_value.map { attributes($0.pointee.values, $0.pointee.n_values) } ?? [])
        default: .empty
        }
    }

    static func string(_ data: ProtobufCBinaryData) -> String {
        String(decoding: bytes(data), as: UTF8.self)
    }

    static func traceID(_ data: ProtobufCBinaryData) -> TraceID? {
        guard data.len == 16 else { return nil }
        let bytes = UnsafeRawBufferPointer(bytes(data))
        return TraceID(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    static func spanID(_ data: ProtobufCBinaryData) -> SpanID? {
        guard data.len == 8 else { return nil }
        return SpanID(value: UInt64(bigEndian: UnsafeRawBufferPointer(bytes(data)).loadUnaligned(as: UInt64.self)))
    }

    /// The identifier, zero when it has no bytes; nil when it has neither 0 nor 8.
    static func spanIDOrZero(_ data: ProtobufCBinaryData) -> SpanID? {
        data.len == 0 ? SpanID(value: 0) : spanID(data)
    }

    static func map<Message, Element>(
        _ messages: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ count: Int,
        _ transform: (Message) -> Element
    ) -> [Element] {
        guard let messages else { return [] }
        return UnsafeBufferPointer(start: messages, count: count).compactMap { $0.map { transform($0.pointee) } }
    }

    private static func bytes(_ data: ProtobufCBinaryData) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: data.data, count: data.len)
    }
}
