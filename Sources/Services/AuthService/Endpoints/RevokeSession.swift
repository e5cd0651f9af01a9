public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit

extension Auth {
    /// Ends one of the caller's sessions. Somebody else's is as unknown as one that never was.
    public func revokeSession(
        request: Cairn_Auth_V1_RevokeSessionRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RevokeSessionResponse {
        let caller = try accountCaller()
        let id = try UUID(request.id, field: "id")
        guard try await sessions.delete(id: id, of: caller.userID) else {
            throw RPCError(code: .notFound, message: "you have no session with this id")
        }
        return Cairn_Auth_V1_RevokeSessionResponse()
    }
}
