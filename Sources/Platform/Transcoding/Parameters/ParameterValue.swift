package import FoundationEssentials

/// What a parameter's text can be read as.
package protocol ParameterValue {
    /// The value; nil when the text stands for none.
    static func parse(_ text: String) -> Self?
    /// What is said of such a text, for example "expected a whole number".
    static var expectation: String { get }
}

extension String: ParameterValue {
    package static func parse(_ text: String) -> String? { text }
    package static var expectation: String { "expected a text" }
}

extension Bool: ParameterValue {
    package static func parse(_ text: String) -> Bool? { Bool(text) }
    package static var expectation: String { "expected true or false" }
}

extension Int32: ParameterValue {
    package static func parse(_ text: String) -> Int32? { Int32(text) }
    package static var expectation: String { "expected a whole number" }
}

extension Int64: ParameterValue {
    package static func parse(_ text: String) -> Int64? { Int64(text) }
    package static var expectation: String { "expected a whole number" }
}

extension UInt32: ParameterValue {
    package static func parse(_ text: String) -> UInt32? { UInt32(text) }
    package static var expectation: String { "expected a whole number from 0" }
}

extension UInt64: ParameterValue {
    package static func parse(_ text: String) -> UInt64? { UInt64(text) }
    package static var expectation: String { "expected a whole number from 0" }
}

extension Double: ParameterValue {
    package static func parse(_ text: String) -> Double? { DecimalText.isNumber(text) ? Double(text) : nil }
    package static var expectation: String { "expected a number" }
}

extension Float: ParameterValue {
    package static func parse(_ text: String) -> Float? { DecimalText.isNumber(text) ? Float(text) : nil }
    package static var expectation: String { "expected a number" }
}

extension Data: ParameterValue {
    /// Base64 in either alphabet, with or without padding.
    package static func parse(_ text: String) -> Data? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let missing = (4 - standard.utf8.count % 4) % 4
        return Data(
            base64Encoded: standard.hasSuffix("=") ? standard : standard + String(repeating: "=", count: missing))
    }

    package static var expectation: String { "expected Base64" }
}

/// Swift also reads hexadecimal numbers, `inf` and `nan(1)`, which JSON does not know.
private enum DecimalText {
    static func isNumber(_ text: String) -> Bool {
        if ["NaN", "Infinity", "-Infinity"].contains(text) { return true }
        return text.utf8.allSatisfy { "+-.eE0123456789".utf8.contains($0) }
    }
}
