public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit

extension Dummy {
    /// Deletes an entity.
    public func deleteEntity(
        request: Cairn_Dummy_V1_DeleteEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_DeleteEntityResponse {
        let userID = try UUID(request.userID, field: "user_id")
        let id = try UUID(request.id, field: "id")

        guard try await entities.delete(id: id, of: userID) else { throw RPCError.noSuchEntity }
        return Cairn_Dummy_V1_DeleteEntityResponse()
    }
}
