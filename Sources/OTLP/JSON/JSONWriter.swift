/// Writes JSON (RFC 8259) straight into bytes, from the outside in, without a tree in between; commas come by themselves.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Starts with an empty text.
    ///
    /// - Parameter capacity: bytes to reserve; there may be more of them.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Makes room for so many bytes more, in steps that grow with the text.
    package mutating func reserve(_ count: Int) {
        if bytes.capacity - bytes.count < count { bytes.reserveCapacity(max(bytes.count + count, bytes.capacity * 2)) }
    }

    /// Writes an object with the members that `body` writes.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest(open: "{", close: "}", body)
    }

    /// Writes an array with one value for each element.
    package mutating func array<Elements: Sequence>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
    ) {
        nest(open: "[", close: "]") { writer in
            for element in elements { body(&writer, element) }
        }
    }

    /// Writes an array of what another writer has written, value after value.
    package mutating func array(_ values: JSONWriter) {
        nest(open: "[", close: "]") { $0.bytes.append(contentsOf: values.bytes) }
    }

    /// Writes a member's key; its value comes next.
    package mutating func key(_ key: String) {
        string(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's key that has nothing to escape; its value comes next.
    package mutating func key(constant name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member of which only the value may need escapes.
    package mutating func member(constant name: StaticString, _ text: String) {
        key(constant: name)
        string(text)
    }

    /// Writes a member that is a string.
    package mutating func member(_ key: String, _ text: String) {
        self.key(key)
        string(text)
    }

    /// Writes a string, escaped as section 7 demands.
    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Most text has nothing to escape.
            guard var index = Self.firstToEscape(in: utf8, from: 0) else { return bytes.append(contentsOf: utf8) }
            var start = 0
            while true {
                bytes.append(contentsOf: utf8[start..<index])
                escape(utf8[index])
                start = index + 1
                guard let next = Self.firstToEscape(in: utf8, from: start) else { break }
                index = next
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        literal("null")
    }

    /// Writes a whole number.
    package mutating func number(_ value: some FixedWidthInteger) {
        literal("\(value)")
    }

    /// A number, or one of the strings `NaN`, `Infinity` and `-Infinity` as proto3's JSON mapping has them.
    package mutating func number(_ value: Double) {
        if value.isNaN {
            string("NaN")
        } else if value.isInfinite {
            string(value < 0 ? "-Infinity" : "Infinity")
        } else {
            literal("\(value)")
        }
    }

    /// Writes a value that is JSON already.
    package mutating func json(_ text: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    private mutating func literal(_ text: String) {
        json(text.utf8)
    }

    private mutating func nest(open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private static func firstToEscape(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        let bytes = UnsafeRawBufferPointer(utf8)
        while bytes.count - index >= 8 {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A byte's top bit is set where the byte is below 0x20, a quotation mark or a backslash; in a byte that is
            // not ASCII, or next to such a one, it may be set as well, and a closer look follows.
            let control = word &- 0x2020_2020_2020_2020
            let quotation = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
            let backslash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
            if (control | quotation | backslash) & 0x8080_8080_8080_8080 != 0 {
                for at in index..<index + 8 where mustEscape(utf8[at]) { return at }
            }
            index += 8
        }
        while index < utf8.count {
            if mustEscape(utf8[index]) { return index }
            index += 1
        }
        return nil
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case ..<0x20:
            bytes.append(contentsOf: "\\u00".utf8)
            for digit in [byte >> 4, byte & 15] {
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        default: bytes += [UInt8(ascii: "\\"), byte]
        }
    }
}
