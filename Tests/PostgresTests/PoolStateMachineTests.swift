import Testing

@testable import Postgres

/// An instant that is only moved by the test.
struct TestInstant: InstantProtocol {
    var time: Duration
    func advanced(by duration: Duration) -> TestInstant { TestInstant(time: time + duration) }
    func duration(to other: TestInstant) -> Duration { other.time - time }
    static func < (left: TestInstant, right: TestInstant) -> Bool { left.time < right.time }
}

typealias TestPool = PoolStateMachine<String, Int, TestInstant>

/// Reads the transitions like a story: what each returns is compared as text.
struct PoolStory {
    var pool: TestPool
    var now = TestInstant(time: .zero)

    init(_ configure: (inout PostgresConfiguration.PoolConfiguration) -> Void = { _ in }) {
        var configuration = PostgresConfiguration.PoolConfiguration()
        configuration.maximumConnections = 2
        configuration.initialBackoff = .seconds(1)
        configuration.maximumBackoff = .seconds(4)
        configure(&configuration)
        pool = TestPool(configuration: configuration)
    }

    static func text(_ acquisition: TestPool.Acquisition) -> String {
        switch acquisition {
        case .leased(let lease): "lease \(lease.connection)\(lease.needsCheck ? " to check" : "")"
        case .connect(let slot): "connect \(slot)"
        case .wait: "wait"
        case .failed(.closed): "closed"
        case .failed(.tooManyWaiters): "too many"
        case .failed(.waitedTooLong): "too long"
        case .failed(.cancelled): "cancelled"
        case .failed(.connectFailed(let error)): "failed: \(error.message)"
        }
    }

    static func text(_ actions: TestPool.Actions) -> [String] {
        actions.answers.map { "\($0.waiter): \(text($0.acquisition))" } + actions.close.map { "close \($0)" }
            + (actions.isDrained ? ["drained"] : [])
    }

    mutating func acquire(_ waiter: Int, within timeout: Duration = .seconds(5)) -> [String] {
        let (acquisition, actions) = pool.acquire(.init(id: waiter, deadline: now.advanced(by: timeout)), now: now)
        return [Self.text(acquisition)] + Self.text(actions)
    }
    mutating func connected(_ slot: Int, _ name: String) -> [String] {
        Self.text(pool.connected(slot, name, now: now))
    }
    mutating func fail(_ slot: Int, _ message: String, jitter: Double = 0) -> [String] {
        Self.text(pool.connectFailed(slot, PostgresError(.connectionFailed, message), now: now, jitter: jitter))
    }
    mutating func abandon(_ slot: Int) -> [String] { Self.text(pool.connectAbandoned(slot, now: now)) }
    mutating func release(_ slot: Int, usable: Bool = true) -> [String] {
        Self.text(pool.release(slot, isUsable: usable, now: now))
    }
    mutating func maintain() -> [String] {
        let (slots, actions) = pool.maintain(now: now)
        return slots.map { "connect \($0)" } + Self.text(actions)
    }

    /// A pool whose two connections `a` and `b` are in use.
    static func busy(_ configure: (inout PostgresConfiguration.PoolConfiguration) -> Void = { _ in }) -> PoolStory {
        var story = PoolStory(configure)
        for (slot, name) in ["a", "b"].enumerated() {
            #expect(story.acquire(100 + slot) == ["connect \(slot)"])
            #expect(story.connected(slot, name) == [])
        }
        return story
    }
}

@Suite struct PoolStateMachineTests {
    @Test func theMostRecentlyUsedConnectionIsLentFirst() {
        var story = PoolStory.busy()
        #expect(story.release(0) == [])
        #expect(story.release(1) == [])
        #expect(story.acquire(1) == ["lease b"])
        #expect(story.acquire(2) == ["lease a"])
    }

    @Test func waitersAreServedInTheirOrder() {
        var story = PoolStory.busy()
        #expect(story.acquire(1) == ["wait"])
        #expect(story.acquire(2) == ["wait"])
        #expect(story.release(1) == ["1: lease b"])
        #expect(story.release(0) == ["2: lease a"])
    }

    @Test func waitersAreBoundedAndExpire() {
        var story = PoolStory.busy { $0.maximumWaiters = 2 }
        #expect(story.acquire(1, within: .seconds(2)) == ["wait"])
        #expect(story.acquire(2, within: .seconds(1)) == ["wait"])
        #expect(story.acquire(3) == ["too many"])
        story.now.time = .seconds(1)
        #expect(PoolStory.text(story.pool.expireWaiters(now: story.now)) == ["2: too long"])
        #expect(PoolStory.text(story.pool.cancel(1)) == ["1: cancelled"])
        #expect(PoolStory.text(story.pool.cancel(1)) == [])
        #expect(story.release(0) == [])
    }

    @Test func aBrokenConnectionIsReplacedByTheFirstWaiter() {
        var story = PoolStory.busy()
        #expect(story.acquire(1) == ["wait"])
        #expect(story.release(0, usable: false) == ["1: connect 2", "close a"])
        #expect(story.connected(2, "c") == [])
        #expect(story.release(2) == [])
        #expect(story.acquire(2) == ["lease c"])
    }

    @Test func aDatabaseThatIsDownFailsFastUntilTheBackoffEnds() {
        var story = PoolStory()
        #expect(story.acquire(1) == ["connect 0"])
        #expect(story.acquire(2) == ["connect 1"])
        #expect(story.acquire(3) == ["wait"])
        #expect(story.fail(0, "refused") == ["3: failed: refused"])
        #expect(story.acquire(4) == ["failed: refused"])
        #expect(story.fail(1, "refused again", jitter: 0.5) == [])
        // The second pause is 2 s, less a quarter.
        story.now.time = .milliseconds(1499)
        #expect(story.acquire(5) == ["failed: refused again"])
        story.now.time = .milliseconds(1500)
        #expect(story.acquire(6) == ["connect 2"])
        #expect(story.connected(2, "c") == [])
        #expect(story.acquire(7) == ["connect 3"])
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 4), (40, 4)])
    func theBackoffDoublesUpToItsLimit(attempts: Int, seconds: Int) {
        var story = PoolStory()
        for _ in 1...attempts {
            guard case (.connect(let slot), _) = story.pool.acquire(nil, now: story.now) else {
                Issue.record("the backoff is over")
                return
            }
            _ = story.fail(slot, "refused")
            story.now.time += .seconds(seconds)
        }
        story.now.time -= .nanoseconds(1)
        #expect(story.acquire(1) == ["failed: refused"])
    }

    @Test func aConnectThatFailsWhileOthersWorkLeavesTheWaitersWaiting() {
        var story = PoolStory()
        #expect(story.acquire(1) == ["connect 0"])
        #expect(story.connected(0, "a") == [])
        #expect(story.acquire(2) == ["connect 1"])
        #expect(story.fail(1, "too many clients") == [])
        #expect(story.acquire(3) == ["wait"])
        #expect(story.release(0) == ["3: lease a"])
        #expect(story.acquire(4) == ["wait"])
        // The last connection goes while the pool backs off: nothing is left to wait for.
        #expect(story.release(0, usable: false) == ["4: failed: too many clients", "close a"])
    }

    @Test func whoeverGivesUpConnectingMakesRoomWithoutBlame() {
        var story = PoolStory { $0.maximumConnections = 1 }
        #expect(story.acquire(1) == ["connect 0"])
        #expect(story.acquire(2) == ["wait"])
        #expect(story.abandon(0) == ["2: connect 1"])
        #expect(story.acquire(3) == ["wait"])
    }

    @Test func longIdleConnectionsAreChecked() {
        var story = PoolStory.busy { $0.healthCheckAfter = .seconds(10) }
        _ = story.release(0)
        story.now.time = .seconds(10)
        #expect(story.acquire(1) == ["lease a"])
        _ = story.release(0)
        story.now.time = .milliseconds(20_001)
        #expect(story.acquire(1) == ["lease a to check"])
    }

    @Test func idleConnectionsBeyondTheMinimumAreClosed() {
        var story = PoolStory.busy {
            $0.minimumConnections = 1
            $0.idleTimeout = .seconds(60)
        }
        _ = story.release(0)
        _ = story.release(1)
        story.now.time = .seconds(59)
        #expect(story.maintain() == [])
        story.now.time = .seconds(60)
        #expect(story.maintain() == ["close a"])
        story.now.time = .seconds(600)
        #expect(story.maintain() == [])
    }

    @Test func oldConnectionsAreReplaced() {
        var story = PoolStory.busy {
            $0.maximumLifetime = .seconds(100)
            $0.minimumConnections = 1
        }
        _ = story.release(0)
        story.now.time = .seconds(100)
        #expect(story.release(1) == ["close b"])
        #expect(story.maintain() == ["connect 2", "close a"])
        _ = story.connected(2, "c")
        _ = story.release(2)
        story.now.time = .seconds(200)
        #expect(story.acquire(1) == ["connect 3", "close c"])
    }

    @Test func theMinimumIsKeptUnlessThePoolBacksOff() {
        var story = PoolStory { $0.minimumConnections = 2 }
        #expect(story.maintain() == ["connect 0", "connect 1"])
        #expect(story.maintain() == [])
        _ = story.connected(0, "a")
        #expect(story.release(0) == [])
        #expect(story.fail(1, "refused") == [])
        #expect(story.maintain() == [])
        story.now.time = .seconds(1)
        #expect(story.maintain() == ["connect 2"])
    }

    @Test func aShutdownServesThoseWhoAreIn() {
        var story = PoolStory.busy()
        #expect(story.acquire(1) == ["wait"])
        #expect(story.release(0) == ["1: lease a"])
        #expect(story.acquire(2) == ["wait"])
        #expect(PoolStory.text(story.pool.shutdown()) == [])
        #expect(story.acquire(3) == ["closed"])
        #expect(story.release(0) == ["2: lease a"])
        #expect(story.release(0) == ["close a"])
        #expect(story.release(1) == ["close b", "drained"])
    }

    @Test func aShutdownThatCannotWaitTurnsWaitersAway() {
        var story = PoolStory.busy()
        #expect(story.acquire(1) == ["wait"])
        _ = story.pool.shutdown()
        #expect(PoolStory.text(story.pool.abandonWaiters()) == ["1: closed"])
        #expect(story.release(0) == ["close a"])
        #expect(story.release(1, usable: false) == ["close b", "drained"])
    }

    @Test func anIdlePoolDrainsAtOnce() {
        var story = PoolStory.busy()
        _ = story.release(0)
        _ = story.release(1)
        #expect(PoolStory.text(story.pool.shutdown()) == ["close a", "close b", "drained"])
    }
}
