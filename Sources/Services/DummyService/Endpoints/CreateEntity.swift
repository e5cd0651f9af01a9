public import DummyAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Dummy {
    /// Keeps a new entity; a request that comes again is answered as it was the first time.
    public func createEntity(
        request: Cairn_Dummy_V1_CreateEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_CreateEntityResponse {
        let userID = try user(scope: EntityScope.write)
        let name = try EntityName(request.name)
        let description = try EntityDescription(request.description_p)
        let now = now()
        let known = try CreateRequest(id: request.requestID, name: name, description: description, at: now)

        let entity = Entity(
            id: UUID(), userID: userID, name: name, description: description, createTime: now, updateTime: now)
        guard let known else {
            try await entities.insert(entity)
            return .with { $0.entity = entity.message }
        }
        let record = try await entities.insert(entity, for: known, at: now)
        guard record.fingerprint == known.fingerprint else { throw RPCError.requestIDIsTaken }
        // The same request made the same entity, so its first state can be told without its being kept.
        let created = Entity(
            id: record.entityID, userID: userID, name: name, description: description, createTime: record.createTime,
            updateTime: record.createTime)
        return .with { $0.entity = created.message }
    }
}
