package import GRPCCore
import Hummingbird
package import OTLP
import PathTemplates
import ServiceContextModule
import ServiceKit
package import SwiftProtobuf
import Telemetry

/// Answers a request by one call with a stream of response messages, written as they come.
struct StreamingRoute<Hooks: RouteHooks, Input: Message, Output: Message>: RouteHandler {
    let route: HTTPRoute
    let hooks: Hooks
    let decode: @Sendable (RouteRequest) async throws -> Input
    let call: StreamingCall<Input, Output>
    let write: @Sendable (Output, inout JSONWriter) -> Void

    /// The head is sent with the first message: until then an error still has its own status.
    func respond(to request: Request, context: Hooks.Context, match: PathTemplate.Match) async throws -> Response {
        let authorization = try await hooks.authorize(request, for: route, context: context)
        var input = try await decode(
            RouteRequest(request, variables: match.values, maximumBodySize: hooks.maximumBodySize))
        try hooks.prepare(&input, for: route, as: authorization)
        let stream = RunningCall(input, hooks.metadata(for: route, as: authorization), call: call) {
            [hooks, route] body in
            try await hooks.call(route, as: authorization, body)
        }
        let first = try await stream.first()
        let format = StreamFormat(accept: request.headers[.accept])
        let instance = request.uri.path
        let body = ResponseBody { [write] writer in
            try await stream.drain(from: first) { output in
                var json = JSONWriter(capacity: 256)
                write(output, &json)
                try await writer.write(format.message(json.bytes))
            } failure: { error in
                let traceID = ServiceContext.current?.spanContext?.traceID.description
                let details = Problem(error).details(instance: instance, traceID: traceID)
                try await writer.write(format.error(details.json()))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: route.status, headers: [.contentType: format.mediaType, .cacheControl: "no-store"], body: body)
    }
}

/// A call whose response messages are handed to a function; it returns when the stream has ended.
package typealias StreamingCall<Input, Output> =
    @Sendable (
        _ message: Input, _ metadata: Metadata,
        _ handle: @escaping @Sendable (StreamingClientResponse<Output>) async throws -> Void
    ) async throws -> Void

extension RouteTable {
    /// Adds the route of a method that answers with a stream. Generated code calls it.
    package mutating func serverStreaming<Hooks: RouteHooks, Input: Message, Output: Message>(
        _ route: HTTPRoute, hooks: Hooks, decode: @escaping @Sendable (RouteRequest) async throws -> Input,
        call: @escaping StreamingCall<Input, Output>,
        write: @escaping @Sendable (Output, inout JSONWriter) -> Void
    ) where Hooks.Context == Context {
        add(
            route.method, route.template, offersHead: false,
            handler: StreamingRoute(route: route, hooks: hooks, decode: decode, call: call, write: write))
    }
}
