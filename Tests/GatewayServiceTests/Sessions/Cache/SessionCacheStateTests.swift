import TestSupport
import Testing

@testable import GatewayService

/// The time is what a test says it is; whoever waits is a number.
struct SessionCacheStateTests {
    private typealias State = SessionCacheState<String, Int>

    private static let start = ContinuousClock.now
    private static func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }
    private static func key(_ text: String) -> TokenDigest { TokenDigest(SessionToken(text)!) }

    private static func state(capacity: Int = 100) -> State {
        State(SessionCacheConfiguration(timeToLive: .seconds(5), capacity: capacity))
    }

    /// Asks for a session and finds it.
    private static func find(
        _ token: String, of user: String = "ada", lifetime: Duration? = nil, in state: inout State, at time: Double = 0
    ) {
        guard case .ask(let id) = state.lookup(key(token), now: at(time)) else {
            Issue.record("\(token) is known already")
            return
        }
        _ = state.finish(key(token), lookup: id, found: (token, user, lifetime), now: at(time))
    }

    private struct NotAsTold: Error {}

    /// Looks for a session that nobody knows or asks for.
    private static func ask(_ token: String, in state: inout State) throws -> State.LookupID {
        guard case .ask(let id) = state.lookup(key(token), now: at(0)) else { throw NotAsTold() }
        return id
    }

    private static func isFound(_ token: String, in state: inout State, at time: Double = 0) -> Bool {
        if case .found(token) = state.lookup(key(token), now: at(time)) { true } else { false }
    }

    private func expect(
        _ token: String, isFound expected: Bool, in state: inout State, at time: Double = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let isFound = Self.isFound(token, in: &state, at: time)
        #expect(isFound == expected, sourceLocation: sourceLocation)
    }

    @Test func `given a session that was found, when it is looked for, then it is known until its time is over`() {
        var state = Self.state()
        Self.find("a", in: &state)
        let found = [0, 4.9, 5, 6].map { Self.isFound("a", in: &state, at: $0) }
        #expect(found == [true, true, false, false])
    }

    @Test(arguments: [
        (Duration.seconds(2), 1.9, true), (.seconds(2), 2, false), (.seconds(100), 5, false), (.seconds(-1), 0, false),
    ])
    func `given a session that ends, when it is looked for, then it is not known beyond that`(
        lifetime: Duration, time: Double, isKnown: Bool
    ) {
        var state = Self.state()
        Self.find("a", lifetime: lifetime, in: &state)
        expect("a", isFound: isKnown, in: &state, at: time)
    }

    @Test func `given somebody who asks, when others come, then they wait and get what comes of it`() throws {
        var state = Self.state()
        let id = try Self.ask("a", in: &state)
        for waiter in 1...2 {
            guard case .wait = state.lookup(Self.key("a"), now: Self.at(0)) else { throw NotAsTold() }
            let ticket = state.ticket()
            let hasJoined = state.join(Self.key("a"), ticket: ticket, waiter: waiter)
            #expect(hasJoined)
        }
        _ = try Self.ask("b", in: &state)
        let waiters = state.finish(Self.key("a"), lookup: id, found: ("a", "ada", nil), now: Self.at(0))
        #expect(waiters.sorted() == [1, 2])
        expect("a", isFound: true, in: &state)
    }

    @Test func `given somebody who waits, when he goes, then he is not told`() throws {
        var state = Self.state()
        let id = try Self.ask("a", in: &state)
        let ticket = state.ticket()
        _ = state.join(Self.key("a"), ticket: ticket, waiter: 1)
        let left = [state.leave(Self.key("a"), ticket: ticket), state.leave(Self.key("a"), ticket: ticket)]
        #expect(left == [1, nil])
        let waiters = state.finish(Self.key("a"), lookup: id, found: nil, now: Self.at(0))
        #expect(waiters.isEmpty)
    }

    @Test func `given an answer that came, when somebody joins too late, then he looks again`() {
        var state = Self.state()
        Self.find("a", in: &state)
        let ticket = state.ticket()
        let hasJoined = state.join(Self.key("a"), ticket: ticket, waiter: 1)
        #expect(!hasJoined)
    }

    @Test func `given no session, when that is found out, then it is not kept`() throws {
        var state = Self.state()
        let id = try Self.ask("a", in: &state)
        _ = state.finish(Self.key("a"), lookup: id, found: nil, now: Self.at(0))
        _ = try Self.ask("a", in: &state)
    }

    @Test func `given a session that is known, when it is ended, then it is not known any more, and others are`() {
        var state = Self.state()
        Self.find("a", in: &state)
        Self.find("b", in: &state)
        state.remove(Self.key("a"))
        expect("a", isFound: false, in: &state)
        expect("b", isFound: true, in: &state)
    }

    @Test(arguments: ["the session", "all of its user"])
    func `given a session that is being asked for, when it is ended meanwhile, then the answer is not kept`(
        what: String
    ) throws {
        var state = Self.state()
        Self.find("other", in: &state)
        let id = try Self.ask("a", in: &state)
        let ticket = state.ticket()
        _ = state.join(Self.key("a"), ticket: ticket, waiter: 1)
        if what == "the session" {
            state.remove(Self.key("a"))
        } else {
            state.removeAll(ofUserOf: Self.key("other"), isCertain: true)
        }
        // Who comes now must not get an answer from before.
        let later = try Self.ask("a", in: &state)
        let waiters = state.finish(Self.key("a"), lookup: id, found: ("a", "ada", nil), now: Self.at(0))
        #expect(waiters == [1])
        let others = state.finish(Self.key("a"), lookup: later, found: ("a", "ada", nil), now: Self.at(0))
        #expect(others.isEmpty)
        expect("a", isFound: false, in: &state)
    }

    @Test func `given sessions of two users, when all of one are ended, then the other's are known`() {
        var state = Self.state()
        for token in ["a", "b"] { Self.find(token, of: "ada", in: &state) }
        Self.find("c", of: "grace", in: &state)
        state.removeAll(ofUserOf: Self.key("a"), isCertain: true)
        let found = ["a", "b", "c"].map { Self.isFound($0, in: &state) }
        #expect(found == [false, false, true])
    }

    @Test(arguments: [true, false])
    func `given a session that is not known, when all of its user are ended, then all are dropped if it was valid`(
        isCertain: Bool
    ) {
        var state = Self.state()
        Self.find("a", in: &state)
        state.removeAll(ofUserOf: Self.key("b"), isCertain: isCertain)
        expect("a", isFound: !isCertain, in: &state)
    }

    @Test func `given more sessions than there is room, when they are found, then the oldest are forgotten`() {
        var state = Self.state(capacity: 3)
        for token in ["a", "b", "c", "d", "e"] { Self.find(token, in: &state) }
        #expect(state.count == 3)
        let found = ["a", "b", "c", "d", "e"].map { Self.isFound($0, in: &state) }
        #expect(found == [false, false, true, true, true])
    }

    /// Against a dictionary that forgets nothing by itself.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `given random uses, when a session is known, then it was found a short time ago and not ended since`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        var state = Self.state(capacity: 8)
        var model: [String: Double] = [:]
        var time = 0.0
        for _ in 0..<2000 {
            time += Double.random(in: 0...0.5, using: &random)
            let token = "t\(Int.random(in: 0..<20, using: &random))"
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                state.remove(Self.key(token))
                model[token] = nil
            case 1:
                state.removeAll(ofUserOf: Self.key(token), isCertain: true)
                model = [:]
            default:
                switch state.lookup(Self.key(token), now: Self.at(time)) {
                case .found(let session):
                    #expect(session == token)
                    #expect(model[token].map { time - $0 < 5 } == true)
                case .ask(let id):
                    _ = state.finish(Self.key(token), lookup: id, found: (token, "ada", nil), now: Self.at(time))
                    model[token] = time
                case .wait: Issue.record("nobody has asked")
                }
            }
            #expect(state.count <= 8)
        }
    }
}
