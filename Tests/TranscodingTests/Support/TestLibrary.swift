import GRPCCore
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServiceKit
import SwiftProtobuf

@testable import Transcoding

typealias Library = Cairn_Test_V1_Library

/// A server with the generated routes of `everything.proto` in front of a client.
struct TestLibrary: Sendable {
    let hooks: TestHooks
    private let client: any TestClientProtocol

    static func with<Result: Sendable>(
        _ upstream: any Library.ClientProtocol, _ body: @escaping @Sendable (TestLibrary) async throws -> Result
    ) async throws -> Result {
        let hooks = TestHooks()
        var table = RouteTable<BasicRequestContext>()
        Library.addRoutes(to: &table, client: upstream, hooks: hooks)
        let router = Router(context: BasicRequestContext.self)
        router.addMiddleware {
            RouteNaming(table)
            RouteName()
            TestProblems()
            RouteTableMiddleware(table)
        }
        let application = Application(router: router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.live) { client in
            try await body(TestLibrary(hooks: hooks, client: client))
        }
    }

    /// Sends a request as Ada, unless it says otherwise.
    func send(
        _ method: HTTPRequest.Method, _ path: String, json: String? = nil, headers: HTTPFields = [:],
        token: String? = TestHooks.token
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }
}

/// Answers errors as problem details.
private struct TestProblems: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext, next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as RPCError {
            return answer(Problem(error))
        } catch let problem as Problem {
            return answer(problem)
        }
    }

    private func answer(_ problem: Problem) -> Response {
        Response(
            status: problem.status, headers: problem.headers,
            body: ResponseBody(byteBuffer: problem.details(instance: nil, traceID: nil).json()))
    }
}

/// Tells the route's template, by which spans are named.
private struct RouteName: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext, next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if let name = HTTPField.Name("x-route") { response.headers[name] = context.endpointPath }
        return response
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// The body, read by a parser that is not ours.
    var json: Google_Protobuf_Struct {
        get throws { try Google_Protobuf_Struct(jsonString: text) }
    }

    /// The detail of a problem.
    var detail: String? {
        (try? json)?.fields["detail"]?.stringValue
    }
}

extension HTTPField.Name {
    static var route: HTTPField.Name? { HTTPField.Name("x-route") }
}
