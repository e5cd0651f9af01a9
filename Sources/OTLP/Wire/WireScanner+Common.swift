extension WireScanner {
    /// Checks a Resource message.
    func resource(_ range: Range<Int>) throws(OTLPError) {
        var attributes = 0
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1: try attribute(field, count: &attributes, depth: 0)
            case 2: try field.require(.varint)
            default: break
            }
        }
    }

    /// Checks an InstrumentationScope message.
    func scope(_ range: Range<Int>) throws(OTLPError) {
        var attributes = 0
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1, 2: try string(field)
            case 3: try attribute(field, count: &attributes, depth: 0)
            case 4: try field.require(.varint)
            default: break
            }
        }
    }

    /// Checks a KeyValue message, the next one of a list.
    func attribute(_ field: WireField, count: inout Int, depth: Int) throws(OTLPError) {
        try countAttribute(field, &count)
        try keyValue(field.range, depth: depth)
    }

    /// Checks that one more attribute of a list is allowed.
    func countAttribute(_ field: WireField, _ count: inout Int) throws(OTLPError) {
        try field.require(.lengthDelimited)
        count += 1
        guard count <= limits.maximumAttributes else {
            throw OTLPError(
                code: .limitExceeded, message: "more than \(limits.maximumAttributes) attributes",
                offset: field.lowerBound)
        }
    }

    /// Checks a KeyValue message.
    func keyValue(_ range: Range<Int>, depth: Int) throws(OTLPError) {
        var seen = false
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1: try string(field)
            case 2:
                try once(field, &seen, "attribute value")
                try value(field.range, depth: depth)
            default: break
            }
        }
    }

    /// Checks an AnyValue message.
    func value(_ range: Range<Int>, depth: Int) throws(OTLPError) {
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1: try string(field)
            case 2, 3: try field.require(.varint)
            case 4: try field.require(.fixed64)
            case 5, 6: try list(field, depth: depth + 1)
            case 7: try field.require(.lengthDelimited)
            default: break
            }
        }
    }

    /// Checks an ArrayValue (field 5) or a KeyValueList (field 6).
    private func list(_ list: WireField, depth: Int) throws(OTLPError) {
        try list.require(.lengthDelimited)
        guard depth <= limits.maximumNestingDepth else {
            throw OTLPError(
                code: .limitExceeded, message: "an attribute nests deeper than \(limits.maximumNestingDepth)",
                offset: list.lowerBound)
        }
        var count = 0
        var reader = WireReader(bytes, in: list.range)
        while let field = try reader.next() {
            guard field.number == 1 else { continue }
            if list.number == 6 {
                try attribute(field, count: &count, depth: depth)
            } else {
                try field.require(.lengthDelimited)
                try value(field.range, depth: depth)
            }
        }
    }

    /// Checks a string field.
    func string(_ field: WireField) throws(OTLPError) {
        try field.require(.lengthDelimited)
        if let offset = UTF8Validation.firstInvalidByte(in: bytes, range: field.range) {
            throw OTLPError(code: .invalidUTF8, message: "text is not UTF-8", offset: offset)
        }
    }

    /// Checks a message field that may occur once: protobuf would have two merged, which no exporter means.
    func once(_ field: WireField, _ seen: inout Bool, _ name: StaticString) throws(OTLPError) {
        try field.require(.lengthDelimited)
        guard !seen else {
            throw OTLPError(code: .malformed, message: "a \(name) occurs twice", offset: field.lowerBound)
        }
        seen = true
    }
}
