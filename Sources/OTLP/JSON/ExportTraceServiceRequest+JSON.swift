extension ExportTraceServiceRequest {
    // A request wraps an attribute's value in so many objects and arrays, and each level of nesting in so many more.
    private static let levelsAroundAttributes = 12
    private static let levelsOfNesting = 4

    /// Reads a request in OTLP/JSON. A span without identifiers is kept: its identifiers are zero.
    public init(json bytes: [UInt8], limits: Limits = Limits()) throws(OTLPError) {
        guard bytes.count <= limits.maximumMessageBytes else {
            throw OTLPError(
                code: .limitExceeded,
                message: "the message has \(bytes.count) bytes, more than \(limits.maximumMessageBytes)")
        }
        let depth = Self.levelsAroundAttributes + Self.levelsOfNesting * limits.maximumNestingDepth
        let value = try bytes.withTypedThrowingBytes { bytes throws(OTLPError) in
            try JSONParser.parse(
                bytes, maximumDepth: depth, maximumValues: limits.maximumArenaBytes / JSONParser.bytesOfValue)
        }
        let decoding = JSONDecoding(limits: limits)
        self.init(resourceSpans: try JSONObject(value, path: "").list("resourceSpans", decoding.resourceSpans))
    }

    /// The request in OTLP/JSON.
    public func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.request(self)
        return writer.bytes
    }
}
