import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Sends an answer in one go. Whoever writes it flushes its head, its body and its end, and each flush would be a write to
/// the socket, which costs more than most of what else the server does for an answer.
///
/// A flush amid an answer waits for the end of the answer, and at most until the event loop has done what waits there now:
/// a body that comes in pieces is not held back.
///
/// It stands between the HTTP codec and all that writes.
final class HTTPAnswerFlush: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var isAmidAnswer = false
    private var isWaiting = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        // A head of the 1xx kind is awaited by a client that sends nothing before.
        case .head(let response): isAmidAnswer = response.status.kind != .informational
        case .body: break
        case .end: isAmidAnswer = false
        }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        guard isAmidAnswer else {
            isWaiting = false
            return context.flush()
        }
        guard !isWaiting else { return }
        isWaiting = true
        context.eventLoop.assumeIsolated().execute { self.flushWaiting(context) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        flushWaiting(context)
        context.close(mode: mode, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        isWaiting = false
    }

    private func flushWaiting(_ context: ChannelHandlerContext) {
        guard isWaiting else { return }
        isWaiting = false
        context.flush()
    }
}
