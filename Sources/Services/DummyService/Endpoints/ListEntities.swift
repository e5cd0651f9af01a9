public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Reads a page of a user's entities.
    public func listEntities(
        request: Cairn_Dummy_V1_ListEntitiesRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_ListEntitiesResponse {
        let userID = try user(scope: EntityScope.read)
        let size = try PageSize(request.pageSize)
        let order = try EntityOrder(request.orderBy)
        var query = EntityQuery(userID: userID, filter: try EntityFilter(request.filter), order: order)
        if request.showDeleted { query.deletedAsOf = now() }

        let token = try await PageToken(
            key: pageTokenKey(), userID: userID, filter: request.filter, order: order, showDeleted: request.showDeleted)
        query.position = try token.open(request.pageToken)

        // One more than the page has shows whether there is another page.
        let found = try await entities.entities(query, limit: size.limit + 1)
        let page = found.prefix(size.limit)
        let next = try found.count > page.count ? page.last.map { try token.seal(order.position(of: $0)) } : nil
        return .with {
            $0.entities = page.map(\.message)
            $0.nextPageToken = next ?? ""
        }
    }
}
