import FoundationEssentials
import GRPCCore
import ServiceKit

extension Auth {
    /// What an API token needs to look after the account.
    static let accountScope = "account"

    /// A caller who may look after the account.
    func accountCaller() throws(RPCError) -> Caller {
        let caller = try Caller.required()
        try caller.require(scope: Self.accountScope)
        return caller
    }

    /// A caller who has signed in: an API token must not become more than it was made for.
    func signedInCaller() throws(RPCError) -> (userID: UUID, sessionID: UUID) {
        let caller = try Caller.required()
        guard let sessionID = caller.sessionID else {
            throw RPCError(
                code: .permissionDenied, message: "an API token is not enough for this: sign in")
        }
        return (caller.userID, sessionID)
    }
}
