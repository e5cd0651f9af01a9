package import FoundationEssentials
package import OTLP

extension String: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Int32: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.number(self) }
}

extension UInt32: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.number(self) }
}

// 64 bits are more than a JavaScript number holds, so they are strings.

extension Int64: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.string("\(self)") }
}

extension UInt64: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.string("\(self)") }
}

extension Double: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.number(self) }
}

extension Float: JSONValue {
    package func write(to writer: inout JSONWriter) {
        // As a double, 0.1 would have the digits of another number.
        if isFinite { writer.json("\(self)".utf8) } else { writer.number(Double(self)) }
    }
}

extension Data: JSONValue {
    package func write(to writer: inout JSONWriter) { writer.string(base64EncodedString()) }
}
