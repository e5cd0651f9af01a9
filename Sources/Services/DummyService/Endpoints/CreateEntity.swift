public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Keeps a new entity.
    public func createEntity(
        request: Cairn_Dummy_V1_CreateEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_CreateEntityResponse {
        let userID = try UUID(request.userID, field: "user_id")
        let name = try EntityName(request.name)
        let description = try EntityDescription(request.description_p)

        let now = now()
        let entity = Entity(
            id: UUID(), userID: userID, name: name, description: description, createTime: now, updateTime: now)
        try await entities.insert(entity)
        return .with { $0.entity = entity.message }
    }
}
