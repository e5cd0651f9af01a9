import Hummingbird
import ServiceKit

/// Refuses a method that a known path does not offer, and names those that it does.
struct MethodNotAllowed: HTTPResponder {
    /// The methods of RFC 9110 and RFC 5789. A method that is none of them is not even looked up by path.
    static let known: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]

    private let allow: String

    init(methods: [HTTPRequest.Method]) {
        allow = methods.map(\.rawValue).joined(separator: ", ")
    }

    func respond(to request: Request, context: GatewayContext) throws -> Response {
        throw Problem(
            .methodNotAllowed, detail: "\(request.method.rawValue) is not offered here, but \(allow).",
            headers: [.allow: allow])
    }
}
