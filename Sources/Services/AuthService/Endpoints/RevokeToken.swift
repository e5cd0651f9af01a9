public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit

extension Auth {
    /// Ends one of the caller's API tokens. Somebody else's is as unknown as one that never was.
    public func revokeToken(
        request: Cairn_Auth_V1_RevokeTokenRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RevokeTokenResponse {
        let caller = try accountCaller()
        let id = try UUID(request.id, field: "id")
        guard try await tokens.delete(token: id, of: caller.userID) else {
            throw RPCError(code: .notFound, message: "you have no API token with this id")
        }
        return Cairn_Auth_V1_RevokeTokenResponse()
    }
}
