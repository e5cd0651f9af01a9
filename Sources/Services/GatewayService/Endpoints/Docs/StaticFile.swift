import Crypto
import Hummingbird
import PathTemplates
import Transcoding

/// Answers with a text that the program has with it, and by 304 when the client has it already.
struct StaticFile: RouteHandler {
    private let text: ByteBuffer
    private let contentType: String
    private let entityTag: String

    init(_ bytes: some Sequence<UInt8>, contentType: String) {
        text = ByteBuffer(bytes: bytes)
        self.contentType = contentType
        let digest = SHA256.hash(data: text.readableBytesView)
        entityTag =
            "\"\(digest.prefix(8).map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined())\""
    }

    func respond(to request: Request, context: GatewayContext, match: PathTemplate.Match) -> Response {
        var headers: HTTPFields = [.eTag: entityTag, .cacheControl: "no-cache"]
        if let known = request.headers[.ifNoneMatch], known.contains(entityTag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = contentType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: text))
    }
}

extension RouteTable<GatewayContext> {
    /// The description of the API for programs, and a page of it for people.
    mutating func addDocs() {
        let files: [(PathTemplate, StaticFile)] = [
            ("/openapi.json", StaticFile(OpenAPIText.text.utf8, contentType: "application/json")),
            ("/docs", StaticFile(PackageResources.docs_html, contentType: "text/html; charset=utf-8")),
            ("/docs/docs.css", StaticFile(PackageResources.docs_css, contentType: "text/css; charset=utf-8")),
            ("/docs/docs.js", StaticFile(PackageResources.docs_js, contentType: "text/javascript; charset=utf-8")),
        ]
        for (template, file) in files { add(.get, template, handler: file) }
    }
}
