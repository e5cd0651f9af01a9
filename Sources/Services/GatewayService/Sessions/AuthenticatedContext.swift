import AuthAPI
import Hummingbird

/// The context of a request whose caller is known.
struct AuthenticatedContext: Sendable {
    let user: AuthenticatedUser
    let parameters: Parameters
}

/// Who calls, as the auth service vouches for it.
struct AuthenticatedUser: Sendable {
    let account: Cairn_Auth_V1_User

    /// The account's id. It is only ever taken from here: what a client says about its id counts for nothing.
    var id: String { account.id }
}
