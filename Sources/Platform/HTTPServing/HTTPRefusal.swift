import HTTPTypes
import NIOCore

/// An answer to what never became a request that a handler could see.
enum HTTPRefusal: Hashable {
    /// The bytes are no HTTP request.
    case malformed
    /// The target and header fields have too many bytes, or there are too many fields.
    case headTooLarge
    /// The head did not arrive in time.
    case tooSlow

    var status: HTTPResponse.Status {
        switch self {
        case .malformed: .badRequest
        case .headTooLarge: .requestHeaderFieldsTooLarge
        case .tooSlow: .requestTimeout
        }
    }

    private var detail: String {
        switch self {
        case .malformed: "The request is not valid HTTP."
        case .headTooLarge: "The target and the header fields of the request are too large."
        case .tooSlow: "The request did not arrive in time."
        }
    }

    /// Problem details (RFC 9457).
    var body: ByteBuffer {
        ByteBuffer(
            string: """
                {"type":"about:blank","title":"\(status.reasonPhrase)","status":\(status.code),"detail":"\(detail)"}
                """)
    }

    var head: HTTPResponse {
        HTTPResponse(
            status: status,
            headerFields: [
                .contentType: "application/problem+json", .contentLength: "\(body.readableBytes)",
                .cacheControl: "no-store", .connection: "close",
            ])
    }
}
