import Hummingbird
import ServiceKit
import SwiftProtobuf
import Synchronization

@testable import Transcoding

/// Hooks that know one token, count calls, and mark answers.
final class TestHooks: RouteHooks {
    typealias Context = BasicRequestContext

    struct Authorization: Sendable {
        let user: String?
    }

    static let token = "token-of-ada"
    /// The routes that were called, in their order; a call that was made twice is there twice.
    let calls = Mutex<[HTTPRoute]>([])
    let maximumBodySize = 4096

    func authorize(
        _ request: Request, for route: HTTPRoute, context: BasicRequestContext
    ) async throws -> Authorization {
        guard route.access != .everybody else { return Authorization(user: nil) }
        switch request.headers[.authorization] {
        case "Bearer \(Self.token)": return Authorization(user: "ada")
        case nil where route.access == .optionalSession: return Authorization(user: nil)
        default: throw Problem(.unauthorized, code: "UNAUTHENTICATED", detail: "Sign in first.")
        }
    }

    func call<Output: Sendable>(
        _ route: HTTPRoute, as authorization: Authorization, _ body: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        calls.withLock { $0.append(route) }
        return try await body()
    }

    func finish<Output: Message>(
        _ response: inout Response, with message: Output, for route: HTTPRoute, as authorization: Authorization
    ) {
        if let user = authorization.user { response.headers[.setCookie] = "user=\(user)" }
    }
}
