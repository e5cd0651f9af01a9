import NIOCore
import NIOPosix
import Synchronization

/// A TCP connection on which a test sends the bytes that it likes, and sees those that come back.
public final class RawConnection: Sendable {
    private struct Received {
        var bytes: [UInt8] = []
        var isClosed = false
    }

    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let received = Mutex(Received())

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            received.withLock { $0.bytes += buffer.readableBytesView }
        }

        func channelInactive(context: ChannelHandlerContext) {
            received.withLock { $0.isClosed = true }
        }

        // A connection that is reset is closed, too.
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    private let channel: any Channel
    private let collector: Collector

    private init(channel: any Channel, collector: Collector) {
        self.channel = channel
        self.collector = collector
    }

    /// Connects to a port of this machine, and closes the connection after `body`.
    ///
    /// - Parameter isReading: Whether what comes is read, or left until the other side can't send any more.
    public static func with<Result>(
        port: Int, isReading: Bool = true, _ body: (RawConnection) async throws -> Result
    ) async throws -> Result {
        let collector = Collector()
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: isReading)
            // Small, so that a server soon notices that nobody reads.
            .channelOption(.socketOption(.so_rcvbuf), value: 4096)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(collector) }
            }
            .connect(host: "127.0.0.1", port: port).get()
        let connection = RawConnection(channel: channel, collector: collector)
        do {
            let result = try await body(connection)
            try? await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// Sends a text. That the other side has closed is not told here but by ``isClosed``.
    public func send(_ text: String) async {
        try? await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Closes it.
    public func close() async {
        try? await channel.close()
    }

    /// What has come so far.
    public var received: String {
        String(decoding: collector.received.withLock { $0.bytes }, as: UTF8.self)
    }

    /// Whether the other side has closed the connection.
    public var isClosed: Bool {
        collector.received.withLock { $0.isClosed }
    }

    /// Everything until the other side closes the connection.
    public func readToEnd() async throws -> String {
        try await eventually("the end of the connection") { isClosed }
        return received
    }

    /// What has come once it contains a text.
    public func read(until text: String) async throws -> String {
        try await eventually("'\(text)' after '\(received)'") { received.contains(text) }
        return received
    }
}
