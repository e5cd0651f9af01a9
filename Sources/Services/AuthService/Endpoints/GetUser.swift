public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Reads an account.
    public func getUser(
        request: Cairn_Auth_V1_GetUserRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_GetUserResponse {
        let id = try UUID(request.id, field: "id")

        guard let user = try await users.user(id: id) else {
            throw RPCError(code: .notFound, message: "there is no user with this id")
        }
        return .with { $0.user = user.message }
    }
}
