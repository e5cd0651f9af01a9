public import AuthAPI
public import GRPCCore
import ServiceKit

extension Auth {
    /// Removes an identity of the caller, and ends the other sessions that it opened.
    public func unlinkIdentity(
        request: Cairn_Auth_V1_UnlinkIdentityRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_UnlinkIdentityResponse {
        let caller = try signedInCaller()
        switch try await identities.unlink(
            provider: request.provider, of: caller.userID, keeping: caller.sessionID)
        {
        case .unlinked: return Cairn_Auth_V1_UnlinkIdentityResponse()
        case .none: throw RPCError(code: .notFound, message: "you have no identity at a provider of this name")
        case .last:
            throw RPCError(
                code: .failedPrecondition, message: "this is your last way to sign in: set a password first")
        }
    }
}
