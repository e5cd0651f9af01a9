import Hummingbird

/// Works out who has sent a request, for all that comes after it.
struct ClientIdentification: RouterMiddleware {
    typealias Context = GatewayContext

    let proxies: TrustedProxies
    let publicOrigins: [WebOrigin]

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.origin = RequestOrigin(
            request.head, peer: context.remoteAddress.flatMap(IPAddress.init), proxies: proxies,
            publicOrigins: publicOrigins)
        return try await next(request, context)
    }
}
