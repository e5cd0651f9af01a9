public import Hummingbird
import NIOCore

/// What is known of a query's request beside the request itself.
public struct QueryContext: RequestContext {
    /// What every context has.
    public var coreContext: CoreRequestContextStorage
    /// The connection that the request came over.
    let channel: any Channel

    /// The context of a request to an application.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
