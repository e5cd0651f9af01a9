public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit

extension Dummy {
    /// Deletes an entity, which can be restored for a time.
    public func deleteEntity(
        request: Cairn_Dummy_V1_DeleteEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_DeleteEntityResponse {
        let userID = try user(scope: EntityScope.write)
        let id = try UUID(request.id, field: "id")
        let precondition = try EntityPrecondition(request.etag)

        let now = now()
        _ = try await entities.delete(
            id: id, of: userID, if: precondition, at: now, until: now.addingTimeInterval(retention)
        ).entity()
        return Cairn_Dummy_V1_DeleteEntityResponse()
    }
}
