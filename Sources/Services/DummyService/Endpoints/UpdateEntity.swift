public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Changes the fields that are set. With none the entity is read and its time stays.
    public func updateEntity(
        request: Cairn_Dummy_V1_UpdateEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_UpdateEntityResponse {
        let userID = try UUID(request.userID, field: "user_id")
        let id = try UUID(request.id, field: "id")
        let name = request.hasName ? try EntityName(request.name) : nil
        let description = request.hasDescription_p ? try EntityDescription(request.description_p) : nil

        let entity =
            if name == nil && description == nil {
                try await entities.entity(id: id, of: userID)
            } else {
                try await entities.update(id: id, of: userID, name: name, description: description, at: now())
            }
        guard let entity else { throw RPCError.noSuchEntity }
        return .with { $0.entity = entity.message }
    }
}
