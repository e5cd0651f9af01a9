package import GRPCCore
import HTTPTypes
import Hummingbird
import PathTemplates
import ServiceKit
package import SwiftProtobuf

/// Answers a request by one call with one response message.
struct UnaryRoute<Hooks: RouteHooks, Input: Message, Output: Message>: RouteHandler {
    let route: HTTPRoute
    let hooks: Hooks
    let decode: @Sendable (RouteRequest) async throws -> Input
    let call: @Sendable (Input, Metadata) async throws -> Output
    let answer: @Sendable (Output, inout RouteAnswer) -> Void

    func respond(to request: Request, context: Hooks.Context, match: PathTemplate.Match) async throws -> Response {
        let authorization = try await hooks.authorize(request, for: route, context: context)
        var input = try await decode(
            RouteRequest(request, variables: match.values, maximumBodySize: hooks.maximumBodySize))
        try hooks.prepare(&input, for: route, as: authorization)
        let message = input
        let metadata = hooks.metadata(for: route, as: authorization)
        let output: Output
        do {
            output = try await hooks.call(route, as: authorization) { try await call(message, metadata) }
        } catch let error as RPCError where error.code == .aborted && request.headers[.ifMatch] != nil {
            // What aborts a change that names the state it is for is that the state is another one (RFC 9110, 13.1.1).
            var problem = Problem(error)
            problem.status = .preconditionFailed
            throw problem
        }
        var answer = RouteAnswer()
        self.answer(output, &answer)
        var response = answer.response(to: request, status: route.status)
        hooks.finish(&response, with: output, for: route, as: authorization)
        return response
    }
}

extension RouteTable {
    /// Adds the route of a method that answers with one message. Generated code calls it.
    ///
    /// - Parameters:
    ///   - decode: Takes the request message from a request.
    ///   - call: Makes the call.
    ///   - answer: Makes head and body of the response message.
    package mutating func unary<Hooks: RouteHooks, Input: Message, Output: Message>(
        _ route: HTTPRoute, hooks: Hooks, decode: @escaping @Sendable (RouteRequest) async throws -> Input,
        call: @escaping @Sendable (Input, Metadata) async throws -> Output,
        answer: @escaping @Sendable (Output, inout RouteAnswer) -> Void
    ) where Hooks.Context == Context {
        add(
            route.method, route.template,
            handler: UnaryRoute(route: route, hooks: hooks, decode: decode, call: call, answer: answer))
    }
}
