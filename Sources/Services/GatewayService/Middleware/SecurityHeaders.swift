import HTTPTypes
import Hummingbird

/// Adds the fields that tell a browser what it must not do with an answer. An endpoint that sets one of them keeps its own.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    /// A page of ours: everything from this origin, no inline scripts or styles, in nobody's frame.
    private static var pagePolicy: String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }
    /// Data is no page: if a browser is made to show it, nothing in it runs.
    private static var dataPolicy: String { "default-src 'none'; frame-ancestors 'none'" }

    /// How long a browser is to use HTTPS only, in seconds; 0 to not say so.
    let strictTransportAge: Int64
    let cookie: SessionCookie
    let origin: @Sendable (Context) -> RequestOrigin

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let type = response.headers[.contentType] ?? ""
        let isPage = type.hasPrefix("text/html")
        response.headers.setIfAbsent(.xContentTypeOptions, "nosniff")
        response.headers.setIfAbsent(.contentSecurityPolicy, isPage ? Self.pagePolicy : Self.dataPolicy)
        // Not no-referrer: it would make the Origin of a form's request "null".
        response.headers.setIfAbsent(.referrerPolicy, "same-origin")
        response.headers.setIfAbsent(.crossOriginResourcePolicy, "same-origin")
        if isPage {
            response.headers.setIfAbsent(.crossOriginOpenerPolicy, "same-origin")
            response.headers.setIfAbsent(.permissionsPolicy, "camera=(), geolocation=(), microphone=()")
        }
        // Over plain HTTP the field would be ignored, and must not be sent (RFC 6797, section 7.2).
        if strictTransportAge > 0, origin(context).isSecure {
            response.headers.setIfAbsent(.strictTransportSecurity, "max-age=\(strictTransportAge)")
        }
        if response.headers[.cacheControl] == nil, isPrivate(request, type: type) {
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }

    /// Whether the answer may be one that only this caller gets.
    private func isPrivate(_ request: Request, type: String) -> Bool {
        request.headers[.authorization] != nil || type.hasPrefix("application/json")
            || cookie.value(in: request.headers) != nil
    }
}

extension HTTPFields {
    fileprivate mutating func setIfAbsent(_ name: HTTPField.Name, _ value: String) {
        if !contains(name) { self[name] = value }
    }
}

extension HTTPField.Name {
    fileprivate static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    fileprivate static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
