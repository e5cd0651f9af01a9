import Hummingbird

/// Takes the body off every answer to HEAD, whoever has made it (RFC 9110, section 9.3.2).
///
/// A client, or a proxy that keeps its connections, reads no body there: it would take the body for the beginning of the next
/// answer, which may be somebody else's.
struct HeadAnswers<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
