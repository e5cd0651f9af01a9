extension WireScanner {
    /// Checks a Span message and appends it, or counts it as rejected.
    func span(_ range: Range<Int>, scope: Int32, into result: inout ScannedRequest) throws(OTLPError) {
        let firstAttribute = result.attributes.count
        let firstOtherField = result.otherFields.count
        var span = ScannedRequest.Span(
            traceID: TraceID(high: 0, low: 0), spanID: SpanID(value: 0), parentSpanID: SpanID(value: 0),
            startTimeUnixNano: 0, endTimeUnixNano: 0, kind: .unspecified, status: .unset, name: .empty,
            span: WireRange(range), firstAttribute: Int32(truncatingIfNeeded: firstAttribute), attributeCount: 0,
            firstOtherField: Int32(truncatingIfNeeded: firstOtherField), otherFieldCount: 0, scope: scope)
        var attributes = 0
        var statusSeen = false
        var invalidParent = false
        var invalidLink = false
        var reader = WireReader(bytes, in: range)
        var start = reader.position
        while let field = try reader.next() {
            defer { start = reader.position }
            switch field.number {
            case 1: span.traceID = try traceID(field) ?? TraceID(high: 0, low: 0)
            case 2: span.spanID = try spanID(field) ?? SpanID(value: 0)
            case 4:
                let parent = try spanID(field)
                invalidParent = parent == nil && !field.range.isEmpty
                span.parentSpanID = parent ?? SpanID(value: 0)
            case 5:
                try string(field)
                span.name = WireRange(field.range)
            case 6: span.kind = SpanKind(rawValue: try int32(field))
            case 7: span.startTimeUnixNano = try fixed64(field)
            case 8: span.endTimeUnixNano = try fixed64(field)
            case 9:
                try countAttribute(field, &attributes)
                if checksAttributes { try keyValue(field.range, depth: 0) }
                result.attributes.append(WireRange(field.range))
                continue
            case 10, 12, 14: try field.require(.varint)
            case 11:
                try field.require(.lengthDelimited)
                try event(field.range)
            case 13:
                try field.require(.lengthDelimited)
                if try !link(field.range) { invalidLink = true }
            case 15:
                try once(field, &statusSeen, "status")
                span.status = try status(field.range)
            case 3: try string(field)
            case 16: try field.require(.fixed32)
            default: break
            }
            switch field.number {
            case 1, 2, 4...9: break
            default: result.addOtherField(start..<reader.position, after: firstOtherField)
            }
        }
        guard span.traceID.isValid, span.spanID.isValid, !invalidParent, !invalidLink else {
            let which =
                !span.traceID.isValid
                ? "trace id is not 16 bytes or all zero"
                : !span.spanID.isValid
                    ? "span id is not 8 bytes or all zero"
                    : invalidParent ? "parent span id is not 8 bytes" : "link has identifiers of a wrong length"
            // Nobody will meet them again who could check them.
            if !checksAttributes {
                for range in result.attributes[firstAttribute...] { try keyValue(range.bounds, depth: 0) }
            }
            result.attributes.removeLast(result.attributes.count - firstAttribute)
            result.otherFields.removeLast(result.otherFields.count - firstOtherField)
            return reject(which, at: range.lowerBound, in: &result)
        }
        span.attributeCount = Int32(truncatingIfNeeded: attributes)
        span.otherFieldCount = Int32(truncatingIfNeeded: result.otherFields.count - firstOtherField)
        result.spans.append(span)
    }

    private func reject(_ reason: String, at offset: Int, in result: inout ScannedRequest) {
        result.rejectedSpans += 1
        guard result.firstRejection == nil else { return }
        result.firstRejection = OTLPError(code: .malformed, message: "a span's \(reason)", offset: offset)
    }

    private func event(_ range: Range<Int>) throws(OTLPError) {
        var attributes = 0
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1: try field.require(.fixed64)
            case 2: try string(field)
            case 3: try attribute(field, count: &attributes, depth: 0)
            case 4: try field.require(.varint)
            default: break
            }
        }
    }

    /// Whether the identifiers have lengths that are allowed.
    private func link(_ range: Range<Int>) throws(OTLPError) -> Bool {
        var attributes = 0
        var validTraceID = true
        var validSpanID = true
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1:
                try field.require(.lengthDelimited)
                validTraceID = field.range.count == 16 || field.range.isEmpty
            case 2:
                try field.require(.lengthDelimited)
                validSpanID = field.range.count == 8 || field.range.isEmpty
            case 3: try string(field)
            case 4: try attribute(field, count: &attributes, depth: 0)
            case 5: try field.require(.varint)
            case 6: try field.require(.fixed32)
            default: break
            }
        }
        return validTraceID && validSpanID
    }

    private func status(_ range: Range<Int>) throws(OTLPError) -> Status.Code {
        var code: Status.Code = .unset
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 2: try string(field)
            case 3: code = Status.Code(rawValue: try int32(field))
            default: break
            }
        }
        return code
    }

    private func int32(_ field: WireField) throws(OTLPError) -> Int32 {
        try field.require(.varint)
        return Int32(truncatingIfNeeded: field.value)
    }

    private func fixed64(_ field: WireField) throws(OTLPError) -> UInt64 {
        try field.require(.fixed64)
        return field.value
    }

    /// The identifier; nil when it has not 16 bytes.
    private func traceID(_ field: WireField) throws(OTLPError) -> TraceID? {
        try field.require(.lengthDelimited)
        guard field.range.count == 16 else { return nil }
        return TraceID(high: bigEndian(at: field.lowerBound), low: bigEndian(at: field.lowerBound + 8))
    }

    /// The identifier; nil when it has not 8 bytes.
    private func spanID(_ field: WireField) throws(OTLPError) -> SpanID? {
        try field.require(.lengthDelimited)
        guard field.range.count == 8 else { return nil }
        return SpanID(value: bigEndian(at: field.lowerBound))
    }

    private func bigEndian(at offset: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
