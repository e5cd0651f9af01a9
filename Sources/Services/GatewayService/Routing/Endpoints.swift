import Hummingbird
import ServiceKit

/// Collects endpoints into a router, and answers 405 where a path exists, but not for the method.
struct Endpoints<Methods: RouterMethods<GatewayContext>> {
    private let router: Methods
    private var allowed: [String: (path: RouterPath, methods: [HTTPRequest.Method])] = [:]

    init(router: Methods) {
        self.router = router
    }

    mutating func add<Added: Endpoint<GatewayContext>>(_ endpoint: Added) {
        let route = Added.route
        router.on(route.path, method: route.method, responder: endpoint)
        allowed[route.path.description, default: (route.path, [])].methods.append(route.method)
        // A server has to offer HEAD where it offers GET (RFC 9110, section 9.1).
        if route.method == .get {
            router.on(route.path, method: .head, responder: Head(endpoint: endpoint))
            allowed[route.path.description]?.methods.append(.head)
        }
    }

    /// Adds the refusals. To be called once, when all endpoints are there.
    func refuseOtherMethods() {
        for (path, methods) in allowed.values {
            let refusal = MethodNotAllowed(methods: methods)
            for method in MethodNotAllowed.known where !methods.contains(method) {
                router.on(path, method: method, responder: refusal)
            }
        }
    }
}

/// The answer to GET without its body.
private struct Head<Wrapped: Endpoint<GatewayContext>>: HTTPResponder {
    let endpoint: Wrapped

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        try await endpoint.respond(to: request, context: context).createHeadResponse()
    }
}
