import AuthAPI
import Hummingbird
import ServiceKit

/// The context of a request whose caller is known.
struct AuthenticatedContext: Sendable {
    let user: AuthenticatedUser
    let parameters: Parameters
}

/// Who calls, as the auth service vouches for it.
struct AuthenticatedUser: Sendable {
    let account: Cairn_Auth_V1_User
    /// What the services behind the gateway are told of the caller.
    let caller: Caller?

    /// The account's id. It is only ever taken from here: what a client says about its id counts for nothing.
    var id: String { account.id }
}
