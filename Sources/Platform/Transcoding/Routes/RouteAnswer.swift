import HTTPTypes
import Hummingbird
package import OTLP

/// The answer to a call, as generated code makes it of the response message.
package struct RouteAnswer: Sendable {
    /// The fields of the head.
    private(set) var headers = HTTPFields()
    /// The body's text; nothing for an answer without a body.
    private(set) var body: [UInt8]?
    private var entityTag: String?

    init() {}

    /// Writes the body: one JSON value.
    package mutating func body(_ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(capacity: 512)
        write(&writer)
        body = writer.bytes
    }

    /// Sets a field of the head; an empty value sets none.
    package mutating func header(_ name: String, _ value: String) {
        guard !value.isEmpty, let fieldName = HTTPField.Name(name) else { return }
        if fieldName == .eTag { entityTag = value }
        headers[fieldName] = EntityTag.isQuoted(name) ? EntityTag.quoted(value) : value
    }

    /// The whole answer; 304 instead when the client has this version already.
    func response(to request: Request, status: HTTPResponse.Status) -> Response {
        var headers = headers
        if let entityTag, request.method == .get || request.method == .head,
            let known = request.headers[.ifNoneMatch], EntityTag.list(known, has: entityTag)
        {
            return Response(status: .notModified, headers: headers)
        }
        guard let body else { return Response(status: status, headers: headers) }
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
