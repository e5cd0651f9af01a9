import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import HTTPServing

@Suite struct HTTPAnswerFlushTests {
    private final class Recorder: ChannelOutboundHandler {
        typealias OutboundIn = HTTPResponsePart
        var events: [String] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            switch unwrapOutboundIn(data) {
            case .head: events.append("head")
            case .body: events.append("body")
            case .end: events.append("end")
            }
        }

        func flush(context: ChannelHandlerContext) { events.append("flush") }

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            events.append("close")
        }
    }

    private let recorder = Recorder()
    private let channel: EmbeddedChannel

    init() {
        channel = EmbeddedChannel(handlers: [recorder, HTTPAnswerFlush()])
    }

    private func send(_ parts: HTTPResponsePart...) {
        for part in parts { channel.writeAndFlush(part, promise: nil) }
    }

    private static func head(_ status: HTTPResponse.Status = .ok) -> HTTPResponsePart {
        .head(HTTPResponse(status: status))
    }
    private static let body = HTTPResponsePart.body(ByteBuffer(string: "answer"))

    @Test func `an answer that is there is sent in one go`() {
        send(Self.head(), Self.body, .end(nil))
        channel.embeddedEventLoop.run()
        #expect(recorder.events == ["head", "body", "end", "flush"])
    }

    @Test func `answers one after the other are sent each in one go`() {
        send(Self.head(), Self.body, .end(nil), Self.head(.noContent), .end(nil))
        channel.embeddedEventLoop.run()
        #expect(recorder.events == ["head", "body", "end", "flush", "head", "end", "flush"])
    }

    @Test func `a body that comes in pieces is not held back`() {
        send(Self.head(), Self.body)
        channel.embeddedEventLoop.run()
        send(Self.body)
        channel.embeddedEventLoop.run()
        send(.end(nil))
        #expect(recorder.events == ["head", "body", "flush", "body", "flush", "end", "flush"])
    }

    @Test func `a client that waits for leave to send is not kept waiting`() {
        send(Self.head(.continue))
        #expect(recorder.events == ["head", "flush"])
    }

    @Test func `what is written before the connection is closed is sent`() {
        send(Self.head(), Self.body)
        channel.close(promise: nil)
        #expect(recorder.events == ["head", "body", "flush", "close"])
    }
}
