import DummyAPI
import Hummingbird
import SwiftProtobuf

/// `DELETE /entities/{id}`: removes an entity of the caller.
struct DeleteEntity: Endpoint {
    static let route = Route(.delete, "/entities/{id}")

    let dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol

    func respond(to request: Request, context: AuthenticatedContext) async throws -> Response {
        let id = try context.parameters.entityID
        _ = try await dummy.deleteEntity(
            .with {
                $0.userID = context.user.id
                $0.id = id
            })
        return Response(status: .noContent)
    }
}
