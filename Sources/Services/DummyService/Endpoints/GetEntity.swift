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
        let userID = try UUID(request.userID, field: "user_id")
        let id = try UUID(request.id, field: "id")

        guard let entity = try await entities.entity(id: id, of: userID) else { throw RPCError.noSuchEntity }
        return .with { $0.entity = entity.message }
    }
}
