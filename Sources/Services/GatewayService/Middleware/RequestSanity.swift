import HTTPTypes
import Hummingbird
import ServiceKit

/// Refuses requests that different programs on their way could understand differently: what a proxy in front of the
/// gateway lets through as one path must not be another one here.
struct RequestSanity<Context: RequestContext>: RouterMiddleware {
    /// RFC 9110, section 4.1 recommends to support at least 8000 octets.
    private static var maximumTargetSize: Int { 8192 }

    let origin: @Sendable (Context) -> RequestOrigin

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        try checkHost(of: request, called: origin(context))
        try check(target: request.head.path ?? "")
        return try await next(request, context)
    }

    /// RFC 9112, section 3.2: exactly one, and one that can be a host.
    private func checkHost(of request: Request, called: RequestOrigin) throws(Problem) {
        guard request.head.authority != nil, !request.headers.contains(.repeatedHost), called.authority != nil else {
            throw Problem(.badRequest, detail: "The request must have one Host field with a host in it.")
        }
    }

    private func check(target: String) throws(Problem) {
        let bytes = target.utf8
        guard bytes.count <= Self.maximumTargetSize else {
            throw Problem(.uriTooLong, detail: "The target must not have more than \(Self.maximumTargetSize) bytes.")
        }
        guard bytes.first == UInt8(ascii: "/") else {
            throw Problem(.badRequest, detail: "The target must be a path that begins with a slash.")
        }
        guard RequestTarget.isSane(bytes) else {
            throw Problem(
                .badRequest,
                detail: """
                    The path is not valid: it has an empty, '.' or '..' segment, a bad escape, or a character that must \
                    be escaped.
                    """)
        }
    }
}

extension HTTPField.Name {
    /// The first `Host` field becomes the request's authority; only further ones are still among the fields.
    fileprivate static let repeatedHost = HTTPField.Name("Host")!
}
