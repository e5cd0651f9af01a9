package import OTLP
package import SwiftProtobuf

// The messages that proto3's JSON mapping does not write as objects of their fields.

extension Google_Protobuf_Timestamp: JSONValue {
    /// RFC 3339 with as many fraction digits as the time needs (none, 3, 6 or 9); null for one out of range.
    package func write(to writer: inout JSONWriter) { writer.json(of: self) }
}

extension Google_Protobuf_Duration: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.json(of: self) }
}

extension Google_Protobuf_FieldMask: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.json(of: self) }
}

extension Google_Protobuf_Struct: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.json(of: self) }
}

extension Google_Protobuf_Value: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.json(of: self) }
}

extension Google_Protobuf_ListValue: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.json(of: self) }
}

extension Google_Protobuf_NullValue: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.null() }
}

extension Google_Protobuf_Empty: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.object { _ in } }
}

extension JSONWriter {
    fileprivate mutating func json(of message: some Message) {
        if let bytes: [UInt8] = try? message.jsonUTF8Bytes() { json(bytes) } else { null() }
    }
}
