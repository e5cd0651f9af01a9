import HTTPTypes

/// The cookie that ties a sign-in by a provider to the browser that began it, for as long as the person is at the provider.
///
/// It is named by the same rule as ``SessionCookie``, and for the same reason: with the `__Host-` prefix no other host can
/// plant one, and have its visitor end a sign-in that somebody else has begun. The prefix demands that it is sent to every
/// path; without the prefix it is sent only to those that need it.
struct BrowserSecretCookie: Sendable, Hashable {
    private let cookie: SessionCookie

    init(besides session: SessionCookie) {
        cookie = SessionCookie(isSecure: session.isSecure, baseName: "signin", path: session.isSecure ? "/" : "/auth")
    }

    var name: String { cookie.name }

    /// The `Set-Cookie` value that begins a sign-in, for `maximumAge` seconds.
    func set(_ secret: String, maximumAge: Int64) -> String {
        cookie.set(secret, maximumAge: maximumAge)
    }

    /// The `Set-Cookie` value that removes the cookie.
    func cleared() -> String {
        cookie.cleared()
    }

    /// The browser's secret; empty when there is none, or what is there can't be one.
    func value(in headers: HTTPFields) -> String {
        guard let value = cookie.value(in: headers), value.utf8.count <= 256 else { return "" }
        return String(value)
    }
}
