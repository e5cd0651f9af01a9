import Hummingbird
import Interceptors

/// Gives each request the time in which it must be answered. The calls that it makes inherit what is left of it.
struct RequestDeadline<Context: RequestContext>: RouterMiddleware {
    let timeout: Duration

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        try await Deadline.$current.withValue(Deadline(after: timeout)) {
            try await next(request, context)
        }
    }
}
