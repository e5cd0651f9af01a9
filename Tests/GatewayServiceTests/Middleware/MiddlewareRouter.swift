import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging

@testable import GatewayService

/// A router with nothing but the middleware under test, and an answer behind it.
enum MiddlewareRouter {
    static func send(
        _ method: HTTPRequest.Method = .get, _ path: String = "/x", headers: HTTPFields = [:],
        through middleware: some RouterMiddleware<GatewayContext>, answer: HTTPFields = [:],
        status: HTTPResponse.Status = .ok
    ) async throws -> TestResponse {
        let router = Router(context: GatewayContext.self)
        router.addMiddleware {
            ProblemResponses<GatewayContext>(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
        router.add(middleware: middleware)
        for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .options] {
            router.on("**", method: method) { _, _ in
                Response(status: status, headers: answer, body: ResponseBody(byteBuffer: ByteBuffer(string: "{}")))
            }
        }
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: headers)
        }
    }
}
