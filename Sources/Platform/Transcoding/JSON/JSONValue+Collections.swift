package import OTLP

extension Optional: JSONValue where Wrapped: JSONValue {
    package func write(to writer: inout JSONWriter) {
        if let self { self.write(to: &writer) } else { writer.null() }
    }
}

extension Array: JSONValue where Element: JSONValue {
    package func write(to writer: inout JSONWriter) {
        writer.array(self) { $1.write(to: &$0) }
    }
}

/// The key of a map field.
package protocol JSONMapKey: Hashable, Comparable {
    /// The member's name.
    var memberName: String { get }
}

extension String: JSONMapKey {
    package var memberName: String { self }
}

extension Int32: JSONMapKey {
    package var memberName: String { "\(self)" }
}

extension UInt32: JSONMapKey {
    package var memberName: String { "\(self)" }
}

extension Int64: JSONMapKey {
    package var memberName: String { "\(self)" }
}

extension UInt64: JSONMapKey {
    package var memberName: String { "\(self)" }
}

extension Dictionary: JSONValue where Key: JSONMapKey, Value: JSONValue {
    /// In the order of the keys: the same message is always the same text.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (key, value) in self.sorted(by: { $0.key < $1.key }) {
                writer.key(key.memberName)
                value.write(to: &writer)
            }
        }
    }
}

extension JSONWriter {
    /// Writes a member that is a map with truth values for keys, which have no order of their own.
    package mutating func field(_ name: StaticString, _ map: [Bool: some JSONValue]) {
        key(constant: name)
        object { writer in
            for key in [false, true] {
                guard let value = map[key] else { continue }
                writer.key("\(key)")
                value.write(to: &writer)
            }
        }
    }
}
