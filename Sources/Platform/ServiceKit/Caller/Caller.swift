public import FoundationEssentials
public import GRPCCore

/// The user on whose behalf a call is made, as the gateway has established it.
///
/// It travels in the task-local ``current`` inside a process and as a ``CallerToken`` between processes. Calls that a
/// service makes for itself, such as a sign-in, have none.
public struct Caller: Sendable, Hashable {
    /// The caller of the call that this task works for; nil when it is made for no user.
    @TaskLocal public static var current: Caller?

    /// The scope that contains every other: what a user who has signed in may do.
    public static let everything = "*"

    /// Who it is.
    public var userID: UUID

    /// The session in which the user signed in; nil for an API token.
    public var sessionID: UUID?

    /// What the caller may do, for example `entities:write`. The characters of a scope are those of RFC 6749, section 3.3.
    public var scopes: Set<String>

    /// A caller of its parts.
    public init(userID: UUID, sessionID: UUID? = nil, scopes: Set<String> = [everything]) {
        self.userID = userID
        self.sessionID = sessionID
        self.scopes = scopes
    }

    /// ``current``.
    /// - Throws: UNAUTHENTICATED when the call is made for no user.
    public static func required() throws(RPCError) -> Caller {
        guard let current else { throw RPCError(code: .unauthenticated, message: "sign in first") }
        return current
    }

    /// Whether the caller may do what belongs to `scope`.
    public func has(scope: String) -> Bool {
        scopes.contains(Self.everything) || scopes.contains(scope)
    }

    /// Refuses a caller who may not do what belongs to `scope`.
    /// - Throws: PERMISSION_DENIED.
    public func require(scope: String) throws(RPCError) {
        guard has(scope: scope) else {
            throw RPCError(code: .permissionDenied, message: "the scope '\(scope)' is needed for this")
        }
    }
}
