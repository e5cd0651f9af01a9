public import GRPCCore
public import Hummingbird
public import SwiftProtobuf

/// What a gateway adds to generated routes: who may call, how calls are made, and what belongs to answers besides the body.
public protocol RouteHooks<Context>: Sendable {
    /// The context of requests.
    associatedtype Context: RequestContext
    /// What ``authorize(_:for:context:)`` finds out about the caller.
    associatedtype Authorization: Sendable

    /// How many bytes a body may have.
    var maximumBodySize: Int { get }

    /// Lets a request through, or throws. It comes before the body is read.
    func authorize(_ request: Request, for route: HTTPRoute, context: Context) async throws -> Authorization

    /// Completes a message that is about to be sent, with what only the gateway knows.
    func prepare<Input: Message>(_ message: inout Input, for route: HTTPRoute, as authorization: Authorization) throws

    /// What is sent beside the message.
    func metadata(for route: HTTPRoute, as authorization: Authorization) -> Metadata

    /// Makes the call: in the name of the caller, and again where the route allows it.
    func call<Output: Sendable>(
        _ route: HTTPRoute, as authorization: Authorization, _ body: @escaping @Sendable () async throws -> Output
    ) async throws -> Output

    /// Completes an answer, for example with a cookie.
    func finish<Output: Message>(
        _ response: inout Response, with message: Output, for route: HTTPRoute, as authorization: Authorization)
}

extension RouteHooks {
    /// A mebibyte.
    public var maximumBodySize: Int { 1 << 20 }

    /// Leaves the message as it is.
    public func prepare<Input: Message>(_ message: inout Input, for route: HTTPRoute, as authorization: Authorization) {
    }

    /// Nothing.
    public func metadata(for route: HTTPRoute, as authorization: Authorization) -> Metadata { [:] }

    /// Leaves the answer as it is.
    public func finish<Output: Message>(
        _ response: inout Response, with message: Output, for route: HTTPRoute, as authorization: Authorization
    ) {}
}
