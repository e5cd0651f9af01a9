import Hummingbird

/// What a client calls an endpoint by.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// A path template such as `/entities/{id}`; it also names the spans.
    let path: RouterPath

    init(_ method: HTTPRequest.Method, _ path: RouterPath) {
        self.method = method
        self.path = path
    }
}
