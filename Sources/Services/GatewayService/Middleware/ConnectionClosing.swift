import Hummingbird

/// Tells clients to close their connection when the gateway is about to stop, and after answers to requests whose body was
/// not wanted: the rest of such a body would only be read to be dropped.
struct ConnectionClosing<Context: RequestContext>: RouterMiddleware {
    let drain: Drain

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if drain.hasBegun || response.status == .contentTooLarge || response.status == .requestTimeout {
            response.headers[.connection] = "close"
        }
        return response
    }
}
