import OTLP

/// A request that was checked and is ready to be written.
struct PreparedRequest: Sendable {
    var payload: [UInt8]
    var header: [UInt8]
    var scanned: ScannedRequest
    var result: AppendResult

    var byteCount: Int { header.count + payload.count }

    /// Checks a request. When all its spans are rejected, none is left to be written.
    init(_ request: [UInt8], limits: Limits, arrivalUnixNano: UInt64) throws(SpanStoreError) {
        do throws(OTLPError) {
            scanned = try ScannedRequest(scanning: request, limits: limits)
            result = AppendResult(
                acceptedSpans: scanned.spans.count, rejectedSpans: scanned.rejectedSpans,
                rejectionMessage: scanned.firstRejection?.description)
            payload = request
            if scanned.rejectedSpans > 0 {
                // What is stored is forwarded too: rejected spans must not be in it. Decoding leaves them out.
                payload = try ExportTraceServiceRequest(protobuf: request, limits: limits).protobuf()
                scanned = try ScannedRequest(scanning: payload, limits: limits)
            }
            header = LogFormat.recordHeader(for: payload, arrivalUnixNano: arrivalUnixNano)
        } catch {
            throw SpanStoreError(code: .invalidRequest, message: "the request is not valid", cause: error)
        }
    }
}
