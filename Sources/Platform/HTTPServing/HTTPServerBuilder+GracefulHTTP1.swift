public import HummingbirdCore
public import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 for servers that stop while clients still connect. Use it instead of Hummingbird's `http1`.
    ///
    /// - Parameters:
    ///   - idleTimeout: How long a connection without a request is kept.
    ///   - limits: What a connection may take of the server; nil for Hummingbird's own limits of a request's head alone.
    ///   - handlers: Makes what each connection's requests pass through before they are handled.
    public static func gracefulHTTP1(
        idleTimeout: TimeAmount = .seconds(75), limits: HTTPConnectionLimits? = nil,
        handlers: @escaping @Sendable () -> [any RemovableChannelHandler] = { [] }
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            var configuration = HTTP1Channel.Configuration(
                additionalChannelHandlers: [HTTPAnswerFlush()]
                    + (limits.map { [HTTPConnectionGuard(limits: $0)] } ?? []) + handlers(),
                idleTimeout: idleTimeout)
            if let limits {
                configuration.httpDecoder = .init(
                    maxHeaderFieldSize: limits.maximumHeadSize, maxHeaderListSize: limits.maximumHeadSize,
                    maxHeaderFieldCount: limits.maximumFieldCount)
            }
            return GracefulChildChannel(HTTP1Channel(responder: responder, configuration: configuration))
        }
    }
}
