import SwiftProtobuf

/// Tells a client why its JSON body could not be read: at which position, or in which field.
///
/// swift-protobuf says what is wrong, but not where, so the text is looked at once more, only when it was refused. The
/// sentence names fields and positions and never repeats a value, which may be a password.
struct JSONDiagnosis: CustomStringConvertible {
    let description: String

    init<Body: Message>(of error: any Error, in bytes: [UInt8], as type: Body.Type) {
        description = Self.explain(error, in: bytes, as: type)
    }

    private static func explain<Body: Message>(_ error: any Error, in bytes: [UInt8], as type: Body.Type) -> String {
        if bytes.isEmpty { return "The body is empty; a JSON object is expected." }
        if String(validating: bytes, as: UTF8.self) == nil { return "The body is not valid UTF-8." }
        do {
            _ = try JSONScanner(bytes[...])
        } catch {
            return "The body is not valid JSON: \(error.message), at \(position(of: error.offset, in: bytes))."
        }
        guard bytes.first(where: { !" \n\r\t".utf8.contains($0) }) == UInt8(ascii: "{") else {
            return "The body must be a JSON object."
        }
        var fault = JSONFault(in: bytes, as: type)
        fault.find()
        guard let found = fault.error, !fault.path.isEmpty else {
            if case JSONDecodingError.conflictingOneOf = error {
                return "Two fields are given of which only one can be."
            }
            return "The body does not describe a valid request."
        }
        if case JSONDecodingError.unknownField = found { return unknown(fault.path) }
        return "Field '\(fault.path)': \(expectation(of: found))."
    }

    /// What is said of a field that the request does not have, or that a client may not set.
    static func unknown(_ name: String) -> String {
        "Unknown field '\(name)'."
    }

    private static func expectation(of error: any Error) -> String {
        switch error as? JSONDecodingError {
        case .malformedString: "expected a string"
        case .malformedNumber, .leadingZero: "expected a number"
        case .numberRange: "expected a whole number in range"
        case .malformedBool: "expected true or false"
        case .malformedMap: "expected an object"
        case .illegalNull: "null is not allowed here"
        case .unrecognizedEnumValue: "unknown value"
        case .malformedTimestamp: "expected a time such as 2026-01-31T12:00:00Z"
        case .malformedDuration: "expected a duration such as 1.5s"
        case .malformedFieldMask: "expected names of fields with commas between them"
        case .conflictingOneOf: "two fields are given of which only one can be"
        default: "the value does not fit"
        }
    }

    private static func position(of offset: Int, in bytes: [UInt8]) -> String {
        let before = bytes[..<offset]
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return "line \(line), column \(String(decoding: bytes[start..<offset], as: UTF8.self).count + 1)"
    }
}
