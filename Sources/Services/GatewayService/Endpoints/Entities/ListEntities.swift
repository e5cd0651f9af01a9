import DummyAPI
import Hummingbird
import OTLP
import ServiceKit
import SwiftProtobuf

/// `GET /entities`: a page of the caller's entities, newest first. `page_size` and `page_token` choose the page.
struct ListEntities: Endpoint {
    static let route = Route(.get, "/entities")

    let dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol

    func respond(to request: Request, context: AuthenticatedContext) async throws -> Response {
        let query = request.uri.queryParameters
        let pageSize = try Self.pageSize(query["page_size"])
        let message = Cairn_Dummy_V1_ListEntitiesRequest.with {
            $0.userID = context.user.id
            $0.pageSize = pageSize
            $0.pageToken = query["page_token"].map(String.init) ?? ""
        }
        let page = try await idempotent { try await dummy.listEntities(message) }
        return .json(.ok) { writer in
            writer.object { writer in
                writer.key("entities")
                writer.array(page.entities) { $0.value($1) }
                writer.member("nextPageToken", page.nextPageToken)
            }
        }
    }

    /// The service knows which sizes it takes; here it only has to be a number.
    private static func pageSize(_ text: Substring?) throws(Problem) -> Int32 {
        guard let text, !text.isEmpty else { return 0 }
        guard let size = Int32(text) else {
            throw Problem(
                .badRequest, code: "INVALID_ARGUMENT", detail: "Parameter 'page_size': expected a whole number.")
        }
        return size
    }
}
