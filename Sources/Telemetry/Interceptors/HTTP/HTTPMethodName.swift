import HTTPTypes

extension HTTPRequest.Method {
    /// The method as `http.request.method` has it: a name of the conventions, or nil for any other text a client may send.
    var conventionalName: String? {
        switch self {
        case .get: "GET"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .head: "HEAD"
        case .options: "OPTIONS"
        case .connect: "CONNECT"
        case .trace: "TRACE"
        default: rawValue == "QUERY" ? "QUERY" : nil
        }
    }
}
