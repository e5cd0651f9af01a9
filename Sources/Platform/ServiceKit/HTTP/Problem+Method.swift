public import HTTPTypes

extension Problem {
    /// 405 for a method that a known path does not offer, with `Allow` (RFC 9110, section 15.5.6).
    public static func methodNotAllowed(
        _ method: HTTPRequest.Method, offered: [HTTPRequest.Method]
    ) -> Problem {
        let allow = offered.map(\.rawValue).joined(separator: ", ")
        return Problem(
            .methodNotAllowed, detail: "\(method.rawValue) is not offered here, but \(allow).", headers: [.allow: allow]
        )
    }
}
