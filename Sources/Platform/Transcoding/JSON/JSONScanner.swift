/// Checks the syntax of a JSON text (RFC 8259) and finds the parts of its outermost object or array.
///
/// It runs only when a text could not be read, to tell the client where and why; see ``JSONDiagnosis``.
struct JSONScanner {
    /// A member of the outermost object or an element of the outermost array, by the ranges of its bytes.
    struct Part: Hashable {
        /// The name, with its quotes; nil for an element.
        let name: Range<Int>?
        let value: Range<Int>
    }

    /// What is outermost, in the order of the text; nothing unless it is an object or an array.
    private(set) var parts: [Part] = []
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    /// Deeper texts are refused: the scanner is recursive.
    private static let depthLimit = 100

    /// Scans the whole text. Ranges and offsets are the slice's own.
    init(_ bytes: ArraySlice<UInt8>) throws(JSONSyntaxError) {
        self.bytes = bytes
        index = bytes.startIndex
        try value(depth: 0)
        skipSpace()
        if index < bytes.endIndex { throw error("nothing may follow the value") }
    }

    private func error(_ message: String) -> JSONSyntaxError {
        JSONSyntaxError(offset: index, message: message)
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) {
        guard depth < Self.depthLimit else { throw error("values are nested too deeply") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case .some(let byte) where byte == UInt8(ascii: "-") || isDigit(byte): try number()
        case nil: throw error("the text ends where a value is expected")
        default: throw error("expected a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) {
        index += 1
        skipSpace()
        if take("}") { return }
        repeat {
            skipSpace()
            let name = index
            guard next == UInt8(ascii: "\"") else { throw error("expected a member's name in double quotes") }
            try string()
            let nameEnd = index
            skipSpace()
            guard take(":") else { throw error("expected ':' after a member's name") }
            skipSpace()
            let value = index
            try self.value(depth: depth + 1)
            if depth == 0 { parts.append(Part(name: name..<nameEnd, value: value..<index)) }
            skipSpace()
        } while take(",")
        guard take("}") else { throw error("expected ',' or '}'") }
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) {
        index += 1
        skipSpace()
        if take("]") { return }
        repeat {
            skipSpace()
            let value = index
            try self.value(depth: depth + 1)
            if depth == 0 { parts.append(Part(name: nil, value: value..<index)) }
            skipSpace()
        } while take(",")
        guard take("]") else { throw error("expected ',' or ']'") }
    }

    private mutating func string() throws(JSONSyntaxError) {
        index += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case 0..<0x20: throw error("a control character must be escaped")
            case UInt8(ascii: "\\"): try escape()
            default: index += 1
            }
        }
        throw error("the text ends inside a string")
    }

    private mutating func escape() throws(JSONSyntaxError) {
        index += 1
        switch next {
        case UInt8(ascii: "u"):
            index += 1
            for _ in 0..<4 {
                guard let byte = next, Character(Unicode.Scalar(byte)).isHexDigit else {
                    throw error("expected four hexadecimal digits")
                }
                index += 1
            }
        case .some(let byte) where "\"\\/bfnrt".utf8.contains(byte): index += 1
        default: throw error("unknown escape sequence")
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONSyntaxError) {
        for byte in word.description.utf8 {
            guard next == byte else { throw error("expected \(word)") }
            index += 1
        }
    }

    private mutating func number() throws(JSONSyntaxError) {
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard let first = next, isDigit(first) else { throw error("expected a digit") }
        while let byte = next, isDigit(byte) { index += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
