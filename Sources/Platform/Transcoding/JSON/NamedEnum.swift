package import OTLP
package import SwiftProtobuf

/// An enum whose values go by their names in the `.proto` file. Generated code makes enums conform.
package protocol NamedEnum: SwiftProtobuf.Enum, JSONValue, ParameterValue {
    /// The names of the values, in the order of the file.
    static var names: [(name: StaticString, value: Self)] { get }
    /// The name of this value; nil for one that this version does not know.
    var protoName: StaticString? { get }
}

extension NamedEnum {
    package func write(to writer: inout JSONWriter) {
        if let protoName { writer.string("\(protoName)") } else { writer.number(rawValue) }
    }

    /// By name, or by a number that has one.
    package static func parse(_ text: String) -> Self? {
        if let named = names.first(where: { "\($0.name)" == text }) { return named.value }
        return Int(text).flatMap { number in names.first { $0.value.rawValue == number }?.value }
    }

    package static var expectation: String {
        "expected one of \(names.map { "\($0.name)" }.joined(separator: ", "))"
    }
}
