public import HTTPTypes
public import NIOCore
import OTLP

/// What a client is told when its request failed: the body of an `application/problem+json` answer (RFC 9457).
///
/// The type is `about:blank`, which says that the status tells the kind of problem; `code` distinguishes problems that
/// share a status.
public struct ProblemDetails: Sendable, Hashable {
    /// The media type of the body.
    public static let mediaType = "application/problem+json"

    /// The HTTP status. Its reason phrase is the problem's title.
    public var status: HTTPResponse.Status
    /// The name of the `google.rpc.Code`, for example `NOT_FOUND`, when a service reported the problem.
    public var code: String?
    /// What is wrong with this request, in words for a person.
    public var detail: String?
    /// The path of the request, without its query.
    public var instance: String?
    /// The trace that shows what happened, in lower-case hex.
    public var traceID: String?

    /// A problem of its parts.
    public init(
        status: HTTPResponse.Status, code: String? = nil, detail: String? = nil, instance: String? = nil,
        traceID: String? = nil
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.instance = instance
        self.traceID = traceID
    }

    /// The body. Members without a value are left out.
    public func json() -> ByteBuffer {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.member("type", "about:blank")
            writer.member("title", status.reasonPhrase)
            writer.key("status")
            writer.number(status.code)
            if let code { writer.member("code", code) }
            if let detail { writer.member("detail", detail) }
            if let instance { writer.member("instance", instance) }
            if let traceID { writer.member("traceId", traceID) }
        }
        return ByteBuffer(bytes: writer.bytes)
    }
}
