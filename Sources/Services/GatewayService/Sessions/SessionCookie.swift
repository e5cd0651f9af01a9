import HTTPTypes

/// The cookie that carries a browser's session.
///
/// With `Secure` it has the `__Host-` prefix: a browser then takes it only over HTTPS, for this host and every path, so
/// that no other host can plant one. Browsers treat `http://localhost` as secure, so development needs no exception
/// there; over plain HTTP to another host a browser drops the cookie, and only then `Secure` is to be turned off, which
/// changes the name to `session`, because browsers reject the prefix without the attribute.
struct SessionCookie: Sendable, Hashable {
    let isSecure: Bool
    let name: String
    /// Where the cookie is sent.
    private let path: String

    /// A cookie of this name, without the prefix; the prefix demands the path `/`.
    init(isSecure: Bool, baseName: String = "session", path: String = "/") {
        self.isSecure = isSecure
        self.path = path
        name = isSecure ? "__Host-\(baseName)" : baseName
    }

    /// The `Set-Cookie` value that starts a session. Without `maximumAge`, in seconds, it ends with the browser.
    func set(_ token: String, maximumAge: Int64?) -> String {
        field(token) + (maximumAge.map { "; Max-Age=\(max(0, $0))" } ?? "")
    }

    /// The `Set-Cookie` value that removes the cookie.
    func cleared() -> String {
        field("") + "; Max-Age=0"
    }

    /// The cookie's value in the `Cookie` fields of a request.
    func value(in headers: HTTPFields) -> Substring? {
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                guard pair.hasPrefix(name) else { continue }
                let rest = pair.dropFirst(name.count)
                if rest.first == "=" { return rest.dropFirst() }
            }
        }
        return nil
    }

    private func field(_ value: String) -> String {
        "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}
