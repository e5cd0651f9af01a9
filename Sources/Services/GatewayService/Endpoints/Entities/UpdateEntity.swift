import DummyAPI
import Hummingbird
import ServiceKit

/// `PATCH /entities/{id}`: changes those fields of an entity that the body has; null stands for a field that is not given.
struct UpdateEntity: Endpoint {
    static let route = Route(.patch, "/entities/{id}")

    let dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol

    func respond(to request: Request, context: AuthenticatedContext) async throws -> Response {
        let id = try context.parameters.entityID
        var message = try await Cairn_Dummy_V1_UpdateEntityRequest(body: request)
        try rejectOwnerSetByClient(message.userID)
        guard message.id.isEmpty || message.id == id else {
            throw Problem(
                .badRequest, code: "INVALID_ARGUMENT", detail: "Field 'id': it can't be changed; leave it out.")
        }
        message.userID = context.user.id
        message.id = id
        let entity = try await dummy.updateEntity(message).entity
        return .json(.ok) { $0.value(entity) }
    }
}
