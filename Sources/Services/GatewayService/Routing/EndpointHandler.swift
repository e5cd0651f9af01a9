import Hummingbird
import PathTemplates
import ServiceKit
import Transcoding

/// Answers the requests of a route by an endpoint that is written by hand, with the path's values as `parameters`, decoded.
struct EndpointHandler<Wrapped: Endpoint>: RouteHandler where Wrapped.Context == GatewayContext {
    let endpoint: Wrapped

    func respond(to request: Request, context: GatewayContext, match: PathTemplate.Match) async throws -> Response {
        var context = context
        for (variable, value) in zip(Wrapped.route.template.variables, match.values) {
            guard let value else {
                throw Problem(.badRequest, code: "INVALID_ARGUMENT", detail: "The path is not valid.")
            }
            context.coreContext.parameters[variable.fieldPath.joined(separator: ".")[...]] = value[...]
        }
        return try await endpoint.respond(to: request, context: context)
    }
}

extension RouteTable<GatewayContext> {
    /// Adds an endpoint that is written by hand.
    mutating func add<Added: Endpoint<GatewayContext>>(_ endpoint: Added, offersHead: Bool = true) {
        add(
            Added.route.method, Added.route.template, offersHead: offersHead,
            handler: EndpointHandler(endpoint: endpoint))
    }
}
