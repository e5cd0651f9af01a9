import FoundationEssentials
package import SwiftProtobuf

extension Google_Protobuf_Timestamp: ParameterValue {
    package static func parse(_ text: String) -> Self? { JSONText.read(text) }
    package static var expectation: String { "expected a time such as 2026-01-31T12:00:00Z" }
}

extension Google_Protobuf_Duration: ParameterValue {
    package static func parse(_ text: String) -> Self? { JSONText.read(text) }
    package static var expectation: String { "expected a duration such as 1.5s" }
}

extension Google_Protobuf_FieldMask: ParameterValue {
    /// Paths with commas between them, names in the spelling of JSON or of the `.proto` file.
    package static func parse(_ text: String) -> Self? {
        guard !text.isEmpty else { return Self() }
        var paths: [String] = []
        for path in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard path.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isName) else { return nil }
            paths.append(FieldPath.protoSpelling(of: path))
        }
        return .with { $0.paths = paths }
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, !first.isNumber else { return false }
        return text.allSatisfy { $0.isASCII && ($0 == "_" || $0.isLetter || $0.isNumber) }
    }

    package static var expectation: String { "expected names of fields with commas between them" }
}

extension Google_Protobuf_StringValue: ParameterValue {
    package static func parse(_ text: String) -> Self? { Self(text) }
    package static var expectation: String { String.expectation }
}

extension Google_Protobuf_BytesValue: ParameterValue {
    package static func parse(_ text: String) -> Self? { Data.parse(text).map { Self($0) } }
    package static var expectation: String { Data.expectation }
}

extension Google_Protobuf_BoolValue: ParameterValue {
    package static func parse(_ text: String) -> Self? { Bool.parse(text).map { Self($0) } }
    package static var expectation: String { Bool.expectation }
}

extension Google_Protobuf_Int32Value: ParameterValue {
    package static func parse(_ text: String) -> Self? { Int32.parse(text).map { Self($0) } }
    package static var expectation: String { Int32.expectation }
}

extension Google_Protobuf_UInt32Value: ParameterValue {
    package static func parse(_ text: String) -> Self? { UInt32.parse(text).map { Self($0) } }
    package static var expectation: String { UInt32.expectation }
}

extension Google_Protobuf_Int64Value: ParameterValue {
    package static func parse(_ text: String) -> Self? { Int64.parse(text).map { Self($0) } }
    package static var expectation: String { Int64.expectation }
}

extension Google_Protobuf_UInt64Value: ParameterValue {
    package static func parse(_ text: String) -> Self? { UInt64.parse(text).map { Self($0) } }
    package static var expectation: String { UInt64.expectation }
}

extension Google_Protobuf_FloatValue: ParameterValue {
    package static func parse(_ text: String) -> Self? { Float.parse(text).map { Self($0) } }
    package static var expectation: String { Float.expectation }
}

extension Google_Protobuf_DoubleValue: ParameterValue {
    package static func parse(_ text: String) -> Self? { Double.parse(text).map { Self($0) } }
    package static var expectation: String { Double.expectation }
}

private enum JSONText {
    /// Reads a message that is a string in JSON. Its text has nothing to escape.
    static func read<Read: Message>(_ text: String) -> Read? {
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ "-+:.0123456789TZtzs".utf8.contains($0) }) else {
            return nil
        }
        return try? Read(jsonUTF8Bytes: Array("\"\(text)\"".utf8))
    }
}
