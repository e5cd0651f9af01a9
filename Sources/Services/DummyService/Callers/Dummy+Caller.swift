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
    ///
    /// A request may also name the user in `user_id`. That counts only when it comes from a service that calls for itself;
    /// beside a caller it must be the caller's id.
    func user(named text: String, scope: String) throws -> UUID {
        guard let caller = Caller.current else {
            guard !text.isEmpty else { return try Caller.required().userID }
            return try UUID(text, field: "user_id")
        }
        try caller.require(scope: scope)
        guard try text.isEmpty || UUID(text, field: "user_id") == caller.userID else {
            throw RPCError(code: .permissionDenied, message: "user_id is not the caller")
        }
        return caller.userID
    }
}
