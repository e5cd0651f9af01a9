import FoundationEssentials
import GRPCCore
import ServiceKit

/// What a caller must be allowed to do.
enum EntityScope {
    static let read = "entities:read"
    static let write = "entities:write"
}

extension Dummy {
    /// Whose entities a request is about: the caller's.
    /// - Throws: UNAUTHENTICATED without a caller, PERMISSION_DENIED when its token lacks the scope.
    func user(scope: String) throws(RPCError) -> UUID {
        let caller = try Caller.required()
        try caller.require(scope: scope)
        return caller.userID
    }
}
