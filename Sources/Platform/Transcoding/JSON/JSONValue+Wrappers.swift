package import OTLP
package import SwiftProtobuf

// A wrapper message is written as what it wraps.

extension Google_Protobuf_StringValue: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_BytesValue: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_BoolValue: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_Int32Value: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_UInt32Value: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_Int64Value: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_UInt64Value: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_FloatValue: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}

extension Google_Protobuf_DoubleValue: JSONValue {
    package func write(to writer: inout JSONWriter) { value.write(to: &writer) }
}
