public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Restores a deleted entity.
    public func undeleteEntity(
        request: Cairn_Dummy_V1_UndeleteEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_UndeleteEntityResponse {
        let userID = try user(scope: EntityScope.write)
        let id = try UUID(request.id, field: "id")
        let precondition = try EntityPrecondition(request.etag)

        let entity = try await entities.undelete(id: id, of: userID, if: precondition, at: now()).entity()
        return .with { $0.entity = entity.message }
    }
}
