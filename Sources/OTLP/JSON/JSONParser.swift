/// Reads JSON (RFC 8259) of bounded nesting and so many values; errors tell the byte.
struct JSONParser {
    /// What a parsed value takes in memory, its text apart and rounded up.
    static let bytesOfValue = 64

    let bytes: UnsafeRawBufferPointer
    private let maximumDepth: Int
    private var remainingValues: Int
    var position = 0

    /// Reads one value and nothing behind it but white space.
    static func parse(
        _ bytes: UnsafeRawBufferPointer, maximumDepth: Int, maximumValues: Int
    ) throws(OTLPError) -> JSONValue {
        if let offset = UTF8Validation.firstInvalidByte(in: bytes, range: 0..<bytes.count) {
            throw OTLPError(code: .invalidUTF8, message: "text is not UTF-8", offset: offset)
        }
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth, maximumValues: maximumValues)
        let value = try parser.value(depth: 0)
        parser.skipWhiteSpace()
        guard parser.position == bytes.count else { throw parser.malformed("more after the end of the JSON value") }
        return value
    }

    private init(bytes: UnsafeRawBufferPointer, maximumDepth: Int, maximumValues: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        remainingValues = maximumValues
    }

    private mutating func value(depth: Int) throws(OTLPError) -> JSONValue {
        skipWhiteSpace()
        remainingValues -= 1
        guard remainingValues >= 0 else {
            throw OTLPError(code: .limitExceeded, message: "the JSON has too many values", offset: position)
        }
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(OTLPError) -> [JSONValue.Member] {
        try descend(depth)
        var members: [JSONValue.Member] = []
        if skip(UInt8(ascii: "}")) { return members }
        repeat {
            skipWhiteSpace()
            let key = try string()
            guard skip(UInt8(ascii: ":")) else { throw malformed("expected ':'") }
            members.append(JSONValue.Member(key: key, value: try value(depth: depth)))
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw malformed("expected ',' or '}'") }
        return members
    }

    private mutating func array(depth: Int) throws(OTLPError) -> [JSONValue] {
        try descend(depth)
        var values: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return values }
        repeat { values.append(try value(depth: depth)) } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw malformed("expected ',' or ']'") }
        return values
    }

    private mutating func descend(_ depth: Int) throws(OTLPError) {
        guard depth <= maximumDepth else {
            throw OTLPError(
                code: .limitExceeded, message: "the JSON nests deeper than \(maximumDepth)", offset: position)
        }
        position += 1
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(OTLPError) -> JSONValue {
        let end = position + text.utf8CodeUnitCount
        let expected = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard end <= bytes.count, bytes[position..<end].elementsEqual(expected) else {
            throw malformed("expected a JSON value")
        }
        position = end
        return value
    }

    private mutating func number() throws(OTLPError) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let integer = digits()
        guard integer > 0, integer == 1 || bytes[position - integer] != UInt8(ascii: "0") else {
            throw malformed("expected a JSON value", at: start)
        }
        if take(UInt8(ascii: ".")), digits() == 0 { throw malformed("expected a digit") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if digits() == 0 { throw malformed("expected a digit") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - start
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipWhiteSpace()
        return take(byte)
    }

    private mutating func skipWhiteSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    func malformed(_ message: String, at offset: Int? = nil) -> OTLPError {
        OTLPError(code: .malformed, message: message, offset: offset ?? position)
    }
}
