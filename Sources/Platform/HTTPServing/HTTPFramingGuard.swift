import NIOCore
import NIOHTTP1

/// Refuses chunks in HTTP/1.0: who stands in front need not know them there, and takes the body for the next request
/// (RFC 9112, section 6.1).
///
/// It stands before the codec, behind which nobody knows a request's version.
final class HTTPFramingGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), head.version != .http1_1,
            head.headers.contains(name: "Transfer-Encoding")
        {
            hasRefused = true
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        context.fireChannelRead(data)
    }
}
