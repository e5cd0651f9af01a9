public import NIOCore
import Synchronization

/// Knows which clients have closed their side of a connection, so that what nobody waits for is not searched on.
///
/// The server keeps a connection whose client may only have ended its half of it; as in most servers a search for such a
/// client is cancelled.
public final class ClientDepartures: Sendable {
    private let channels = Mutex<Set<ObjectIdentifier>>([])

    /// Knows of nobody yet.
    public init() {}

    /// Whether the client at the other end has closed its side.
    public func hasLeft(_ channel: any Channel) -> Bool {
        guard channel.isActive else { return true }
        return channels.withLock { $0.contains(ObjectIdentifier(channel)) }
    }

    /// A handler that watches one connection.
    public func handler() -> any RemovableChannelHandler { Watcher(self) }

    /// Hears that no more requests come. Used on its channel's event loop.
    private final class Watcher: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = NIOAny

        private let departures: ClientDepartures

        init(_ departures: ClientDepartures) {
            self.departures = departures
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .inputClosed? = event as? ChannelEvent {
                let channel = ObjectIdentifier(context.channel)
                _ = departures.channels.withLock { $0.insert(channel) }
            }
            context.fireUserInboundEventTriggered(event)
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            // Another channel may get its address.
            let channel = ObjectIdentifier(context.channel)
            _ = departures.channels.withLock { $0.remove(channel) }
        }
    }
}
