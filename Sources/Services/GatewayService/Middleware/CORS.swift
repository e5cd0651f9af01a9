import HTTPTypes
import Hummingbird
import ServiceKit

/// Lets pages of other origins call the gateway, as far as the configuration allows (Fetch standard, section 3.2).
///
/// It decides which answers a browser shows to such a page. It does not keep requests from having an effect: that is what
/// ``CrossSiteDefence`` is for.
struct CORS<Context: RequestContext>: RouterMiddleware {
    private static var methods: String { "GET, HEAD, POST, PUT, PATCH, DELETE" }
    private static var requestFields: String {
        "Accept, Authorization, Baggage, Content-Type, Idempotency-Key, If-Match, If-None-Match, Traceparent, Tracestate"
    }
    private static var responseFields: String {
        "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, Traceresponse, WWW-Authenticate"
    }

    let configuration: CORSConfiguration

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard configuration.isEnabled else { return try await next(request, context) }
        let origin = request.headers[.origin]
        let allowed = origin.flatMap(allow)
        if request.method == .options, origin != nil, request.headers[.accessControlRequestMethod] != nil {
            return preflight(allowed)
        }
        var response = try await next(request, context)
        addVary(["Origin"], to: &response)
        guard let allowed else { return response }
        response.headers[.accessControlAllowOrigin] = allowed
        response.headers[.accessControlExposeHeaders] = Self.responseFields
        // Otherwise the page sees the header fields of Server-Timing, but not the browser's own times beside them.
        response.headers[.timingAllowOrigin] = allowed
        if hasCredentials { response.headers[.accessControlAllowCredentials] = "true" }
        return response
    }

    private func preflight(_ allowed: String?) -> Response {
        var response = Response(status: .noContent)
        addVary(["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"], to: &response)
        guard let allowed else {
            // Without the fields below the browser refuses the request, and names the origin in its console.
            response.status = .forbidden
            return response
        }
        response.headers[.accessControlAllowOrigin] = allowed
        response.headers[.accessControlAllowMethods] = Self.methods
        response.headers[.accessControlAllowHeaders] = Self.requestFields
        response.headers[.accessControlMaxAge] = "\(configuration.maximumAge.components.seconds)"
        if hasCredentials { response.headers[.accessControlAllowCredentials] = "true" }
        return response
    }

    /// The value of `Access-Control-Allow-Origin`; nil for an origin that is not allowed. What is sent back is written by
    /// us, never copied.
    private func allow(_ text: String) -> String? {
        if configuration.origins == .any { return "*" }
        guard let origin = WebOrigin(text), configuration.origins.contains(origin) else { return nil }
        return origin.description
    }

    private var hasCredentials: Bool { configuration.allowsCredentials && configuration.origins != .any }

    /// The answer depends on these fields, so a cache must keep answers to others apart.
    private func addVary(_ names: [String], to response: inout Response) {
        if configuration.origins == .any, names.count == 1 { return }
        let others = response.headers[.vary].map { [$0] } ?? []
        response.headers[.vary] = (others + names).joined(separator: ", ")
    }
}

extension HTTPField.Name {
    fileprivate static let timingAllowOrigin = HTTPField.Name("Timing-Allow-Origin")!
}
