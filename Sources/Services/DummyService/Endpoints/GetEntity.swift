public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Reads an entity.
    public func getEntity(
        request: Cairn_Dummy_V1_GetEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_GetEntityResponse {
        let userID = try user(scope: EntityScope.read)
        let id = try UUID(request.id, field: "id")

        let found = try await entities.entity(id: id, of: userID, deletedAsOf: request.showDeleted ? now() : nil)
        guard let found else { throw RPCError.noSuchEntity }
        return .with { $0.entity = found.message }
    }
}
