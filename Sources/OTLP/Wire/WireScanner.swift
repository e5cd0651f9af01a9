/// Checks an `ExportTraceServiceRequest` in one pass over its bytes and notes where its spans lie.
///
/// What is checked: every length and bound, varints, wire types (groups are refused), the nesting of attribute values,
/// the number of attributes, UTF-8 of every string, and that no message field which may occur once occurs twice.
/// A break of these rules is an error that tells the byte. A span whose identifiers are not valid is *rejected*: left
/// out and counted, as OTLP's partial success wants it. That is one with a trace id that is not 16 bytes or all zero,
/// a span id that is not 8 bytes or all zero, a parent of neither 0 nor 8 bytes, or a link with ids of other lengths
/// than 0 and 16, 0 and 8.
///
/// Nothing is allocated for a span once the result's arrays have grown, and no string is made.
public struct WireScanner {
    let bytes: UnsafeRawBufferPointer
    let limits: Limits
    let checksAttributes: Bool

    /// Scans the bytes of a whole request.
    ///
    /// - Parameter checksAttributes: whether to look into the attributes of valid spans. Whoever says no must call
    ///   ``checkAttribute(_:limits:)`` for each that he has not seen before.
    public static func scan(
        _ bytes: UnsafeRawBufferPointer, limits: Limits = Limits(), checksAttributes: Bool = true,
        into result: inout ScannedRequest
    ) throws(OTLPError) {
        result.removeAll()
        try WireScanner(bytes, limits: limits, checksAttributes: checksAttributes).request(into: &result)
    }

    /// Checks a KeyValue message that stands alone.
    public static func checkAttribute(_ bytes: UnsafeRawBufferPointer, limits: Limits) throws(OTLPError) {
        try WireScanner(bytes, limits: limits).keyValue(0..<bytes.count, depth: 0)
    }

    /// Checks a Span message that stands alone; returns nil when its identifiers are not valid.
    static func span(_ bytes: UnsafeRawBufferPointer, limits: Limits) throws(OTLPError) -> ScannedRequest.Span? {
        var result = ScannedRequest()
        try WireScanner(bytes, limits: limits).span(0..<bytes.count, scope: 0, into: &result)
        return result.spans.first
    }

    /// Checks a Resource message that stands alone.
    static func resource(_ bytes: UnsafeRawBufferPointer, limits: Limits) throws(OTLPError) {
        try WireScanner(bytes, limits: limits).resource(0..<bytes.count)
    }

    /// Checks an InstrumentationScope message that stands alone.
    static func scope(_ bytes: UnsafeRawBufferPointer, limits: Limits) throws(OTLPError) {
        try WireScanner(bytes, limits: limits).scope(0..<bytes.count)
    }

    /// Checks an AnyValue message that stands alone.
    static func value(_ bytes: UnsafeRawBufferPointer, limits: Limits) throws(OTLPError) {
        try WireScanner(bytes, limits: limits).value(0..<bytes.count, depth: 0)
    }

    private init(
        _ bytes: UnsafeRawBufferPointer, limits: Limits, checksAttributes: Bool = true
    ) throws(OTLPError) {
        guard bytes.count <= min(limits.maximumMessageBytes, Int(Int32.max)) else {
            throw OTLPError(
                code: .limitExceeded,
                message: "the message has \(bytes.count) bytes, more than \(limits.maximumMessageBytes)")
        }
        self.bytes = bytes
        self.limits = limits
        self.checksAttributes = checksAttributes
    }

    private func request(into result: inout ScannedRequest) throws(OTLPError) {
        var reader = WireReader(bytes)
        while let field = try reader.next() {
            guard field.number == 1 else { continue }
            try field.require(.lengthDelimited)
            try resourceSpans(field.range, into: &result)
        }
    }

    private func resourceSpans(_ range: Range<Int>, into result: inout ScannedRequest) throws(OTLPError) {
        // The resource may stand behind its spans, so that its place is filled in when it is met.
        let index = result.resources.count
        result.resources.append(.empty)
        result.resourceSchemaURLs.append(.empty)
        var seen = false
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1:
                try once(field, &seen, "resource")
                try resource(field.range)
                result.resources[index] = WireRange(field.range)
            case 2:
                try field.require(.lengthDelimited)
                try scopeSpans(field.range, resource: Int32(truncatingIfNeeded: index), into: &result)
            case 3:
                try string(field)
                result.resourceSchemaURLs[index] = WireRange(field.range)
            default: break
            }
        }
    }

    private func scopeSpans(_ range: Range<Int>, resource: Int32, into result: inout ScannedRequest) throws(OTLPError) {
        let index = result.scopes.count
        result.scopes.append(ScannedRequest.Scope(scope: .empty, resource: resource, schemaURL: .empty))
        var seen = false
        var reader = WireReader(bytes, in: range)
        while let field = try reader.next() {
            switch field.number {
            case 1:
                try once(field, &seen, "scope")
                try scope(field.range)
                result.scopes[index].scope = WireRange(field.range)
            case 2:
                try field.require(.lengthDelimited)
                try span(field.range, scope: Int32(truncatingIfNeeded: index), into: &result)
            case 3:
                try string(field)
                result.scopes[index].schemaURL = WireRange(field.range)
            default: break
            }
        }
    }
}
