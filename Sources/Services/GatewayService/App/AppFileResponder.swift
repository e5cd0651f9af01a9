import HTTPTypes
import Hummingbird

/// Answers GET with a file of the web app, and tells a browser that has it already that it still holds.
struct AppFileResponder: HTTPResponder {
    let file: AppFile

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let content = try await file.content()
        let headers: HTTPFields = [
            .eTag: content.entityTag,
            // With 304, too: browsers replace the fields that they keep by those of that answer, and the policy of a page
            // goes by its type.
            .contentType: file.mediaType,
            // Browsers keep it, but ask each time whether it still holds: pages and modules must be of one version.
            .cacheControl: "no-cache",
        ]
        if isKnown(content.entityTag, to: request) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: content.bytes))
    }

    /// RFC 9110, section 13.1.2, with its weak comparison.
    private func isKnown(_ tag: String, to request: Request) -> Bool {
        request.headers[values: .ifNoneMatch].contains { field in
            field.split(separator: ",").contains { part in
                var known = part.drop { $0 == " " }
                while known.last == " " { known.removeLast() }
                if known.hasPrefix("W/") { known.removeFirst(2) }
                return known == tag || known == "*"
            }
        }
    }
}
