import COTLP

extension ExportTraceServiceRequest {
    /// Reads a request in protobuf. Spans that ``WireScanner`` rejects are left out.
    public init(protobuf bytes: [UInt8], limits: Limits = Limits()) throws(OTLPError) {
        // protobuf-c checks neither UTF-8 nor nesting, so that the scanner goes first.
        _ = try ScannedRequest(scanning: bytes, limits: limits)
        self = try bytes.withTypedThrowingBytes { bytes throws(OTLPError) in
            try Arena(maximumBytes: limits.maximumArenaBytes)
                .unpack(bytes, otlp__export_trace_service_request__unpack, ProtobufDecoding.request)
        }
    }

    /// The request in protobuf.
    public func protobuf() -> [UInt8] {
        protobuf(in: Arena(maximumBytes: .max))
    }

    /// The request in protobuf, built in an arena that has no cap and is reset afterwards.
    public func protobuf(in arena: Arena) -> [UInt8] {
        defer { arena.reset() }
        let encoding = ProtobufEncoding(arena: arena)
        let message = encoding.request(self)
        return encoding.pack(
            message, otlp__export_trace_service_request__get_packed_size, otlp__export_trace_service_request__pack)
    }
}
