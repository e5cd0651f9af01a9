import Hummingbird
import Logging

/// Logs one line for each request that was answered; the trace ids come from the logger's metadata provider.
///
/// Neither the query nor the path's parameters are logged, only the route's template. The client is the one that rate limits
/// go by: what a request says of itself is believed only from a trusted proxy.
struct AccessLog<Context: RequestContext>: RouterMiddleware {
    let logger: Logger
    /// The level for answers below 500; those from 500 are warnings.
    let level: Logger.Level
    /// Who has sent the request, if that is known.
    var client: @Sendable (Context) -> String? = { _ in nil }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let level = response.status.code >= 500 ? max(level, .warning) : level
        if logger.logLevel <= level {
            var metadata: Logger.Metadata = [
                "http.request.method": "\(request.method.rawValue)",
                "http.route": "\(route(of: context))",
                "http.response.status_code": "\(response.status.code)",
                "duration": "\(ContinuousClock.now - start)",
            ]
            if let client = client(context) { metadata["client.address"] = "\(client)" }
            logger.log(level: level, "request", metadata: metadata)
        }
        return response
    }

    /// The route's template; nothing for a path that no route matches.
    private func route(of context: Context) -> String {
        context.endpointPath.flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil } ?? ""
    }
}
