import Hummingbird

extension Response {
    /// Sends the browser on by GET (RFC 9110, section 15.4.4), once: nothing of this answer may be kept.
    static func seeOther(_ location: String, cookies: [String]) -> Response {
        var headers: HTTPFields = [.location: location, .cacheControl: "no-store"]
        headers[values: .setCookie] = cookies
        return Response(status: .seeOther, headers: headers)
    }
}
