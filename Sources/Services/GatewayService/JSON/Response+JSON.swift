import Hummingbird
import OTLP

extension Response {
    /// A JSON answer; `content` writes its one value.
    static func json(_ status: HTTPResponse.Status, _ content: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter(capacity: 512)
        content(&writer)
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }
}
