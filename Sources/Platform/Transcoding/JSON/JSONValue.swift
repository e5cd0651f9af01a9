package import OTLP

/// What can be written as a value of proto3's JSON mapping. Generated code makes messages and enums conform.
package protocol JSONValue {
    /// Writes the value.
    func write(to writer: inout JSONWriter)
}

extension JSONWriter {
    /// Writes a member whose name has nothing to escape.
    package mutating func field(_ name: StaticString, _ value: some JSONValue) {
        key(constant: name)
        value.write(to: &self)
    }
}
