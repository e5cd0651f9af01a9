import HTTPTypes
import Hummingbird
import ServiceKit

/// Refuses requests that a page of another site makes in its visitor's name (cross-site request forgery).
///
/// A browser adds the session cookie to a request whoever makes it. `SameSite=Lax` keeps most of that away, but not
/// sibling domains, nor older browsers. So what changes something is taken from a browser only when it says that the page
/// is one of ours: by `Sec-Fetch-Site`, which no page can set, or by `Origin`. Clients that send neither are no browsers.
///
/// A bearer token is never added by a browser itself, so requests that carry one are not looked at. Requests without any
/// session are: signing a visitor in as somebody else is an attack, too.
struct CrossSiteDefence<Context: RequestContext>: RouterMiddleware {
    /// The gateway's own origins; when empty, the origin is compared to the host that was called.
    let publicOrigins: [WebOrigin]
    let cors: CORSConfiguration
    let cookie: SessionCookie
    let origin: @Sendable (Context) -> RequestOrigin

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard isSafe(request.method) || SessionToken.isBearer(request.headers) || isOurs(request, origin(context))
        else {
            throw Problem(
                .forbidden, code: "PERMISSION_DENIED",
                detail: "A page of another site has made this request. Send a bearer token, or make it from this site.")
        }
        return try await next(request, context)
    }

    /// RFC 9110, section 9.2.1.
    private func isSafe(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head || method == .options || method == .trace
    }

    private func isOurs(_ request: Request, _ called: RequestOrigin) -> Bool {
        let fetchSite = request.headers[.secFetchSite]
        if fetchSite == "same-origin" || fetchSite == "none" { return true }
        guard let text = request.headers[.origin] else { return fetchSite == nil }
        guard let origin = WebOrigin(text) else { return false }
        if publicOrigins.contains(origin) { return true }
        switch cors.origins {
        case .any: if cookie.value(in: request.headers) == nil { return true }
        case .only(let allowed): if allowed.contains(origin) { return true }
        }
        // A browser that says more than the origin has said above that it is another one.
        guard fetchSite == nil, publicOrigins.isEmpty, let authority = called.authority else { return false }
        return WebOrigin(scheme: called.scheme ?? origin.scheme, authority: authority) == origin
    }
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
