import Hummingbird
import ServiceKit

/// `GET /user/me`: the account of the caller.
struct Me: Endpoint {
    static let route = Route(.get, "/user/me")

    func respond(to request: Request, context: AuthenticatedContext) -> Response {
        .json(.ok) { $0.value(context.user.account) }
    }
}
