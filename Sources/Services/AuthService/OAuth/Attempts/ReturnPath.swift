import ServiceKit

/// Where a user may be sent after a sign-in: a path on our own site, or a URL of an allowed origin. Anything else would let
/// others send our users anywhere under our name.
struct ReturnPath: Sendable, Hashable {
    let text: String

    init(_ text: String, configuration: OAuthConfiguration) throws(InvalidArgument) {
        guard !text.isEmpty else {
            self.text = "/"
            return
        }
        guard Self.isPath(text) || Self.isAllowed(text, configuration) else {
            throw InvalidArgument(
                field: "return_to", "must be a path of this site, such as /entities, or a URL of an allowed origin")
        }
        self.text = text
    }

    /// A place that was checked before it was stored.
    init(stored text: String) {
        self.text = text
    }

    /// Browsers take `//host` and `/\host` for another site, and drop tabs and line breaks first.
    private static func isPath(_ text: String) -> Bool {
        text.utf8.count <= WebURL.maximumLength && text.utf8.allSatisfy { 0x21...0x7e ~= $0 && $0 != 0x5c }
            && text.hasPrefix("/") && !text.hasPrefix("//")
    }

    private static func isAllowed(_ text: String, _ configuration: OAuthConfiguration) -> Bool {
        guard let url = WebURL(text) else { return false }
        return url.origin == configuration.publicURL.origin || configuration.returnOrigins.contains(url.origin)
    }
}
