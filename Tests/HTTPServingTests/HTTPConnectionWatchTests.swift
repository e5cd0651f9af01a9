import NIOCore
import Testing

@testable import HTTPServing

/// The time is what a test says it is.
struct HTTPConnectionWatchTests {
    private func expect(
        _ action: HTTPConnectionWatch.Action, _ expected: HTTPConnectionWatch.Action,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(action == expected, sourceLocation: sourceLocation)
    }

    private static let limits = HTTPConnectionLimits(
        headTimeout: .seconds(10), bodyTimeout: .seconds(30), writeTimeout: .seconds(20), maximumDrain: 100)

    private static func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    private static func opened() -> HTTPConnectionWatch {
        var watch = HTTPConnectionWatch(limits: limits)
        watch.open(now: at(0))
        return watch
    }

    private static func answered() -> HTTPConnectionWatch {
        var watch = opened()
        watch.receiveHead(now: at(1))
        watch.receiveEnd()
        watch.readComplete(now: at(1))
        watch.sendHead(closes: false)
        _ = watch.sendEnd()
        return watch
    }

    @Test func `given a new connection, when nothing arrives, then it is closed without an answer`() {
        var watch = Self.opened()
        #expect(watch.deadline == Self.at(10))
        expect(watch.expire(now: Self.at(9)), .nothing)
        expect(watch.expire(now: Self.at(10)), .close)
        #expect(watch.deadline == nil)
    }

    @Test func `given a head that comes byte by byte, when its time is over, then it is refused`() {
        var watch = Self.opened()
        for second in 1..<10 { watch.readComplete(now: Self.at(Int64(second))) }
        #expect(watch.deadline == Self.at(10))
        expect(watch.expire(now: Self.at(10)), .refuse(.tooSlow))
    }

    @Test func `given an answered request, when the connection is idle, then nothing is in a hurry`() {
        #expect(Self.answered().deadline == nil)
    }

    @Test func `given an idle connection, when the next head begins, then its time counts from its first byte`() {
        var watch = Self.answered()
        watch.readComplete(now: Self.at(50))
        watch.readComplete(now: Self.at(55))
        #expect(watch.deadline == Self.at(60))
        expect(watch.expire(now: Self.at(60)), .refuse(.tooSlow))
    }

    @Test func `given a request that is being answered, when the handler takes long, then nothing happens`() {
        var watch = Self.opened()
        watch.receiveHead(now: Self.at(1))
        watch.receiveEnd()
        watch.readComplete(now: Self.at(1))
        #expect(watch.deadline == nil)
        expect(watch.expire(now: Self.at(1000)), .nothing)
    }

    @Test(arguments: [false, true])
    func `given a body that comes byte by byte, when its time is over, then the connection is closed`(isAnswered: Bool)
    {
        var watch = Self.opened()
        watch.receiveHead(now: Self.at(1))
        if isAnswered {
            watch.sendHead(closes: false)
            _ = watch.sendEnd()
        }
        for second in 2..<31 {
            expect(watch.receiveBody(1), .nothing)
            watch.readComplete(now: Self.at(Int64(second)))
        }
        #expect(watch.deadline == Self.at(31))
        expect(watch.expire(now: Self.at(31)), .close)
    }

    @Test func `given an answer before the end of the body, when much more comes, then the connection is closed`() {
        var watch = Self.opened()
        watch.receiveHead(now: Self.at(1))
        expect(watch.receiveBody(1000), .nothing)
        watch.sendHead(closes: false)
        expect(watch.sendEnd(), .nothing)
        expect(watch.receiveBody(100), .nothing)
        expect(watch.receiveBody(1), .close)
    }

    @Test func `given an answer that waits, when the client reads nothing of it, then the connection is closed`() {
        var watch = Self.answered()
        watch.receiveHead(now: Self.at(2))
        watch.receiveEnd()
        watch.setWritable(false, now: Self.at(3))
        watch.setWritable(false, now: Self.at(4))
        #expect(watch.deadline == Self.at(23))
        expect(watch.expire(now: Self.at(23)), .close)
    }

    @Test func `given an answer that waits, when the client reads on, then its time begins anew`() {
        var watch = Self.answered()
        watch.setWritable(false, now: Self.at(3))
        watch.setWritable(true, now: Self.at(22))
        #expect(watch.deadline == nil)
        watch.setWritable(false, now: Self.at(23))
        #expect(watch.deadline == Self.at(43))
    }

    @Test func `given an answer that closes, when it is sent, then the connection is finished`() {
        var watch = Self.opened()
        watch.receiveHead(now: Self.at(1))
        watch.sendHead(closes: true)
        expect(watch.sendEnd(), .finish)
        #expect(watch.deadline == nil)
    }

    @Test
    func `given bytes that are no request, when nobody waits, then they are refused; else they are the handler's`() {
        var fresh = Self.opened()
        expect(fresh.fail(.malformed), .refuse(.malformed))
        expect(fresh.fail(.malformed), .nothing)
        var answering = Self.opened()
        answering.receiveHead(now: Self.at(1))
        expect(answering.fail(.malformed), .close)
    }
}
