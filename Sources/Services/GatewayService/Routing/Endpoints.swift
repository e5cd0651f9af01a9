import Hummingbird
import PathTemplates

/// Collects endpoints into a router.
struct Endpoints<Methods: RouterMethods<GatewayContext>> {
    private let router: Methods
    /// What each path offers.
    private(set) var methods: [String: [HTTPRequest.Method]] = [:]

    init(router: Methods) {
        self.router = router
    }

    mutating func add<Added: Endpoint<GatewayContext>>(_ endpoint: Added) {
        let route = Added.route
        router.on(route.path, method: route.method, responder: endpoint)
        methods[route.template.description, default: []].append(route.method)
        // A server has to offer HEAD where it offers GET (RFC 9110, section 9.1).
        if route.method == .get {
            router.on(route.path, method: .head, responder: Head(endpoint: endpoint))
            methods[route.template.description]?.append(.head)
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
