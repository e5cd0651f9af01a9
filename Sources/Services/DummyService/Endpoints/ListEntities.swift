public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Reads a page of a user's entities, the newest first.
    public func listEntities(
        request: Cairn_Dummy_V1_ListEntitiesRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_ListEntitiesResponse {
        let userID = try UUID(request.userID, field: "user_id")
        let size = try PageSize(request.pageSize)
        let token = try PageToken(request.pageToken, issuedTo: userID)

        // One more than the page has shows whether there is another page.
        let found = try await entities.entities(of: userID, after: token?.position, limit: size.limit + 1)
        let page = found.prefix(size.limit)
        return .with {
            $0.entities = page.map(\.message)
            if found.count > page.count, let last = page.last {
                $0.nextPageToken = PageToken(last.position).text(for: userID)
            }
        }
    }
}
