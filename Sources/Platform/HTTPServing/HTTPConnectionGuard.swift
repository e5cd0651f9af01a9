import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Holds a connection to its ``HTTPConnectionLimits``, and closes it after an answer that says `Connection: close`.
///
/// It stands between the HTTP codec and whoever handles requests.
final class HTTPConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a client may take to read the last answer. Closing at once would make the system throw the answer away
    /// when bytes of the client are still unread.
    private static let lingerTime = TimeAmount.seconds(1)

    private var watch: HTTPConnectionWatch
    private var timer: (scheduled: Scheduled<Void>, at: NIODeadline)?
    private var isFinishing = false

    init(limits: HTTPConnectionLimits) {
        watch = HTTPConnectionWatch(limits: limits)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(HTTPFramingGuard(), position: .before(codec))
        } catch {
            // Without the codec there is no HTTP to guard.
            return context.close(promise: nil)
        }
        guard context.channel.isActive else { return }
        watch.open(now: .now())
        schedule(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.scheduled.cancel()
        timer = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        watch.open(now: .now())
        schedule(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isFinishing else { return }
        var action = HTTPConnectionWatch.Action.nothing
        switch unwrapInboundIn(data) {
        case .head: watch.receiveHead(now: .now())
        case .body(let buffer): action = watch.receiveBody(buffer.readableBytes)
        case .end: watch.receiveEnd()
        }
        guard action == .nothing else { return perform(action, context) }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isFinishing {
            watch.readComplete(now: .now())
            schedule(context)
        }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        watch.setWritable(context.channel.isWritable, now: .now())
        schedule(context)
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response):
            // A head of the 1xx kind is not the answer yet.
            if response.status.kind != .informational {
                watch.sendHead(closes: response.headerFields[.connection]?.lowercased() == "close")
            }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            perform(watch.sendEnd(), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isFinishing else { return }
        let refusal: HTTPRefusal
        switch error {
        case HTTPParserError.headerOverflow: refusal = .headTooLarge
        case is HTTPParserError, is HTTP1TypeConversionError: refusal = .malformed
        default: return context.fireErrorCaught(error)
        }
        switch watch.fail(refusal) {
        case .refuse(let refusal): perform(.refuse(refusal), context)
        default: context.fireErrorCaught(error)
        }
    }

    private func perform(_ action: HTTPConnectionWatch.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .nothing: break
        case .close: context.close(promise: nil)
        case .refuse(let refusal):
            context.write(wrapOutboundOut(.head(refusal.head)), promise: nil)
            context.write(wrapOutboundOut(.body(refusal.body)), promise: nil)
            context.write(wrapOutboundOut(.end(nil)), promise: nil)
            finish(context)
        case .finish: finish(context)
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        isFinishing = true
        context.flush()
        // Our side says that it is done; what the client still sends is dropped for a moment.
        context.close(mode: .output, promise: nil)
        timer?.scheduled.cancel()
        start(context, at: .now() + Self.lingerTime)
    }

    private func schedule(_ context: ChannelHandlerContext) {
        // A timer that runs out too early looks again; so most requests need not touch it.
        guard !isFinishing, let deadline = watch.deadline, timer.map({ deadline < $0.at }) ?? true else { return }
        timer?.scheduled.cancel()
        start(context, at: deadline)
    }

    private func start(_ context: ChannelHandlerContext, at deadline: NIODeadline) {
        let scheduled = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            guard !self.isFinishing else { return context.close(promise: nil) }
            self.perform(self.watch.expire(now: .now()), context)
            self.schedule(context)
        }
        timer = (scheduled, deadline)
    }
}
