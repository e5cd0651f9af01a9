public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Reads the caller's own account. Every API token may: it tells whose it is.
    public func getCurrentUser(
        request: Cairn_Auth_V1_GetCurrentUserRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_GetCurrentUserResponse {
        guard let user = try await users.user(id: Caller.required().userID) else {
            throw RPCError(code: .unauthenticated, message: "the account is gone")
        }
        return .with { $0.user = user.message }
    }
}
