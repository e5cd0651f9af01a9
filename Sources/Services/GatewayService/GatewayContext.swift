public import Hummingbird

/// What belongs to one request, next to the request itself.
public struct GatewayContext: RequestContext {
    /// What Hummingbird keeps: the route and its parameters.
    public var coreContext: CoreRequestContextStorage

    /// The context of a request that has just arrived.
    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
