import DummyAPI
import Hummingbird
import ServiceKit
import SwiftProtobuf

/// `GET /entities/{id}`: an entity of the caller.
struct GetEntity: Endpoint {
    static let route = Route(.get, "/entities/{id}")

    let dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol

    func respond(to request: Request, context: AuthenticatedContext) async throws -> Response {
        let id = try context.parameters.entityID
        let message = Cairn_Dummy_V1_GetEntityRequest.with {
            $0.userID = context.user.id
            $0.id = id
        }
        let entity = try await idempotent { try await dummy.getEntity(message).entity }
        return .json(.ok) { $0.value(entity) }
    }
}
