import HTTPServing
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Testing

@Suite struct GracefulChildChannelTests {
    /// Without the guard, NIO ends the test process here.
    @Test func `given an accepted connection, when nobody handles it, then it is closed and the process goes on`()
        async throws
    {
        let child = GracefulChildChannel(HTTP1Channel(responder: { _, _, _ in }))
        let logger = Logger(label: "test")
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                // The value is made, as for a server that listens, and dropped.
                child.setup(channel: channel, logger: logger).map { _ in }
            }
            .bind(host: "127.0.0.1", port: 0).get()

        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(to: server.localAddress!).get()

        try await client.closeFuture.get()
        try await server.close()
    }
}
