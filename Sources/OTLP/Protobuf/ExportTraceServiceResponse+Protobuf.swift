import COTLP

extension ExportTraceServiceResponse {
    /// Reads an answer in protobuf. Text that is not UTF-8 is repaired, as it is only shown to people.
    public init(protobuf bytes: [UInt8], limits: Limits = Limits()) throws(OTLPError) {
        guard bytes.count <= limits.maximumMessageBytes else {
            throw OTLPError(code: .limitExceeded, message: "the answer has \(bytes.count) bytes")
        }
        self = try bytes.withTypedThrowingBytes { bytes throws(OTLPError) in
            try Arena(maximumBytes: limits.maximumArenaBytes)
                .unpack(bytes, otlp__export_trace_service_response__unpack) { message in
                    Self(
                        partialSuccess: message.partial_success.map {
                            PartialSuccess(
                                rejectedSpans: $0.pointee.rejected_spans,
                                errorMessage: ProtobufDecoding.string($0.pointee.error_message))
                        })
                }
        }
    }

    /// The answer in protobuf; empty when everything was accepted.
    public func protobuf() -> [UInt8] {
        let encoding = ProtobufEncoding()
        let message = encoding.make(otlp__export_trace_service_response__init)
        if let partialSuccess {
            let partial = encoding.make(otlp__export_trace_partial_success__init)
            partial.pointee.rejected_spans = partialSuccess.rejectedSpans
            partial.pointee.error_message = encoding.string(partialSuccess.errorMessage)
            message.pointee.partial_success = partial
        }
        return encoding.pack(
            message, otlp__export_trace_service_response__get_packed_size, otlp__export_trace_service_response__pack)
    }
}
