public import HummingbirdCore
public import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 for servers that stop while clients still connect. Use it instead of Hummingbird's `http1`.
    ///
    /// - Parameter idleTimeout: How long a connection without a request is kept.
    public static func gracefulHTTP1(idleTimeout: TimeAmount = .seconds(75)) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            GracefulChildChannel(HTTP1Channel(responder: responder, configuration: .init(idleTimeout: idleTimeout)))
        }
    }
}
