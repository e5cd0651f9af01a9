public import HummingbirdCore
public import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 for servers that stop while clients still connect. Use it instead of Hummingbird's `http1`.
    ///
    /// - Parameters:
    ///   - idleTimeout: How long a connection without a request is kept.
    ///   - handlers: Makes what each connection's requests pass through before they are handled.
    public static func gracefulHTTP1(
        idleTimeout: TimeAmount = .seconds(75),
        handlers: @escaping @Sendable () -> [any RemovableChannelHandler] = { [] }
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let configuration = HTTP1Channel.Configuration(
                additionalChannelHandlers: handlers(), idleTimeout: idleTimeout)
            return GracefulChildChannel(HTTP1Channel(responder: responder, configuration: configuration))
        }
    }
}
