public import NIOCore
public import NIOHTTPTypes

/// Holds a request's body back until it is whole, or large, and then hands all of it on at once: the task that reads it
/// is resumed once, and not for each piece.
public final class BodyCoalescer: ChannelInboundHandler, RemovableChannelHandler {
    /// What comes from the connection.
    public typealias InboundIn = HTTPRequestPart
    /// What is handed on.
    public typealias InboundOut = HTTPRequestPart

    /// No more than this is held back, in bytes.
    private static let maximumBytes = 1 << 20

    private var held: [ByteBuffer] = []
    private var heldBytes = 0

    /// A handler for one connection.
    public init() {}

    /// Lets the channel read a usual request in one go.
    public func handlerAdded(context: ChannelHandlerContext) {
        let allocator = AdaptiveRecvByteBufferAllocator(minimum: 1 << 10, initial: 1 << 14, maximum: 1 << 18)
        // A channel without the option reads as it does.
        try? context.channel.syncOptions?.setOption(.recvAllocator, value: allocator)
    }

    /// Holds parts of the body, and hands them on before anything else.
    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .body(let buffer):
            held.append(buffer)
            heldBytes += buffer.readableBytes
            if heldBytes >= Self.maximumBytes { flush(context) }
        case let part:
            flush(context)
            context.fireChannelRead(wrapInboundOut(part))
        }
    }

    /// Hands on what there is, as nothing more will come.
    public func channelInactive(context: ChannelHandlerContext) {
        flush(context)
        context.fireChannelInactive()
    }

    /// Hands on what came before the error.
    public func errorCaught(context: ChannelHandlerContext, error: any Error) {
        flush(context)
        context.fireErrorCaught(error)
    }

    private func flush(_ context: ChannelHandlerContext) {
        for buffer in held { context.fireChannelRead(wrapInboundOut(.body(buffer))) }
        held.removeAll(keepingCapacity: true)
        heldBytes = 0
    }
}
