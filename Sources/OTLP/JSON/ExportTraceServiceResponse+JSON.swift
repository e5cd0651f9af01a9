extension ExportTraceServiceResponse {
    /// Reads an answer in OTLP/JSON.
    public init(json bytes: [UInt8], limits: Limits = Limits()) throws(OTLPError) {
        guard bytes.count <= limits.maximumMessageBytes else {
            throw OTLPError(code: .limitExceeded, message: "the answer has \(bytes.count) bytes")
        }
        let value = try bytes.withTypedThrowingBytes { bytes throws(OTLPError) in
            try JSONParser.parse(bytes, maximumDepth: 16, maximumValues: 1_000)
        }
        self.init()
        if let partial = try JSONObject(value, path: "").object("partialSuccess") {
            partialSuccess = PartialSuccess(
                rejectedSpans: try partial.integer("rejectedSpans"), errorMessage: try partial.string("errorMessage"))
        }
    }

    /// The answer in OTLP/JSON.
    public func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            guard let partialSuccess else { return }
            writer.key("partialSuccess")
            writer.object { writer in
                writer.key("rejectedSpans")
                writer.string("\(partialSuccess.rejectedSpans)")
                if !partialSuccess.errorMessage.isEmpty {
                    writer.key("errorMessage")
                    writer.string(partialSuccess.errorMessage)
                }
            }
        }
        return writer.bytes
    }
}
