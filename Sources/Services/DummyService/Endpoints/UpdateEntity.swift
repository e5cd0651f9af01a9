public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Changes some fields. When there is nothing to change the entity is read and stays as it is.
    public func updateEntity(
        request: Cairn_Dummy_V1_UpdateEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_UpdateEntityResponse {
        let userID = try user(scope: EntityScope.write)
        let id = try UUID(request.id, field: "id")
        let change = try EntityChange(request)
        let precondition = try EntityPrecondition(request.etag)

        let entity: Entity
        if change.isEmpty {
            guard let found = try await entities.entity(id: id, of: userID, deletedAsOf: nil) else {
                throw RPCError.noSuchEntity
            }
            guard precondition.holds(for: found.version) else { throw RPCError.entityHasChanged }
            entity = found
        } else {
            entity = try await entities.update(id: id, of: userID, change, if: precondition, at: now()).entity()
        }
        return .with { $0.entity = entity.message }
    }
}
