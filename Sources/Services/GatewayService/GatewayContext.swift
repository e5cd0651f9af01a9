public import Hummingbird
public import NIOCore

/// What belongs to one request, next to the request itself.
public struct GatewayContext: RequestContext {
    /// What Hummingbird keeps: the route and its parameters.
    public var coreContext: CoreRequestContextStorage

    /// Who has connected.
    public let remoteAddress: SocketAddress?

    /// Where the request comes from; known once ``ClientIdentification`` has seen it.
    var origin = RequestOrigin.unknown

    /// The context of a request that has just arrived.
    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
