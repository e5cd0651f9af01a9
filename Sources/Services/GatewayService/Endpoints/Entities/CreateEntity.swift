import DummyAPI
import Hummingbird
import ServiceKit

/// `POST /entities`: creates an entity of the caller.
struct CreateEntity: Endpoint {
    static let route = Route(.post, "/entities")

    let dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol

    func respond(to request: Request, context: AuthenticatedContext) async throws -> Response {
        var message = try await Cairn_Dummy_V1_CreateEntityRequest(body: request)
        try rejectOwnerSetByClient(message.userID)
        message.userID = context.user.id
        let entity = try await dummy.createEntity(message).entity
        var response = Response.json(.created) { $0.value(entity) }
        response.headers[.location] = "/entities/\(entity.id)"
        return response
    }
}
