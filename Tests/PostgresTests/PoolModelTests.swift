import Testing

@testable import Postgres

/// Random callers, servers and clocks against what must hold of every pool.
@Suite struct PoolModelTests {
    /// SplitMix64
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// What the outside knows: who holds, connects and waits.
    struct Model {
        var random: Random
        var story: PoolStory
        var connecting: Set<Int> = []
        var leased: [Int: String] = [:]
        var waiting: [Int] = []
        var open: Set<String> = []
        var nextWaiter = 0
        var nextConnection = 0
        var drained = false

        mutating func take(_ acquisition: TestPool.Acquisition) {
            switch acquisition {
            case .leased(let lease):
                #expect(open.contains(lease.connection), "lent after it was closed")
                #expect(leased.updateValue(lease.connection, forKey: lease.slot) == nil, "lent twice")
            case .connect(let slot):
                #expect(connecting.insert(slot).inserted && leased[slot] == nil)
            case .wait, .failed: break
            }
        }

        mutating func take(_ actions: TestPool.Actions) {
            for (waiter, acquisition) in actions.answers {
                if case .leased = acquisition { #expect(waiter == waiting.first, "served out of order") }
                #expect(waiting.contains(waiter), "answered twice")
                waiting.removeAll { $0 == waiter }
                if case .wait = acquisition { Issue.record("a waiter was told to wait") }
                take(acquisition)
            }
            for connection in actions.close {
                #expect(open.remove(connection) != nil, "closed twice")
                #expect(!leased.values.contains(connection), "closed while it was lent")
            }
            drained = drained || actions.isDrained
        }

        mutating func step(closing: Bool) {
            let now = story.now
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2:
                let id = nextWaiter
                nextWaiter += 1
                let patience = Duration.milliseconds(Int.random(in: 0...3000, using: &random))
                let (acquisition, actions) = story.pool.acquire(
                    .init(id: id, deadline: now.advanced(by: patience)), now: now)
                if case .wait = acquisition { waiting.append(id) }
                take(acquisition)
                take(actions)
            case 3...4:
                guard let slot = leased.keys.sorted().randomElement(using: &random) else { return }
                leased[slot] = nil
                take(story.pool.release(slot, isUsable: Int.random(in: 0..<5, using: &random) > 0, now: now))
            case 5...6:
                guard let slot = connecting.sorted().randomElement(using: &random) else { return }
                connecting.remove(slot)
                finishConnect(slot)
            case 7:
                guard let waiter = waiting.randomElement(using: &random) else { return }
                take(story.pool.cancel(waiter))
                #expect(!waiting.contains(waiter))
            case 8:
                story.now.time += .milliseconds(Int.random(in: 0...2000, using: &random))
                take(story.pool.expireWaiters(now: story.now))
            default:
                guard !closing else { return }
                let (slots, actions) = story.pool.maintain(now: now)
                for slot in slots { #expect(connecting.insert(slot).inserted) }
                take(actions)
            }
        }

        private mutating func finishConnect(_ slot: Int) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let error = PostgresError(.connectionFailed, "refused")
                take(story.pool.connectFailed(slot, error, now: story.now, jitter: .random(in: 0..<1, using: &random)))
            case 1:
                take(story.pool.connectAbandoned(slot, now: story.now))
            default:
                let name = "c\(nextConnection)"
                nextConnection += 1
                open.insert(name)
                leased[slot] = name
                take(story.pool.connected(slot, name, now: story.now))
            }
        }

        func check(maximum: Int) {
            #expect(open.count + connecting.count <= maximum, "too many connections")
            #expect(story.pool.slots.count == open.count + connecting.count)
            #expect(story.pool.idle.count == open.count - leased.count)
            #expect(story.pool.waiters.map(\.id) == waiting)
            if !waiting.isEmpty {
                #expect(story.pool.idle.isEmpty, "waits beside an idle connection")
                #expect(!leased.isEmpty || !connecting.isEmpty, "waits for nothing")
            }
        }
    }

    @Test(arguments: UInt64(1)...40)
    func anyStoryKeepsTheRules(seed: UInt64) {
        var model = Model(
            random: Random(state: seed),
            story: PoolStory {
                $0.maximumConnections = 1 + Int(seed % 5)
                $0.minimumConnections = Int(seed % 3)
                $0.maximumWaiters = 8
                $0.idleTimeout = .seconds(3)
                $0.maximumLifetime = .seconds(20)
            })
        let maximum = model.story.pool.configuration.maximumConnections
        for _ in 0..<2000 {
            model.step(closing: false)
            model.check(maximum: max(maximum, model.story.pool.configuration.minimumConnections))
        }
        model.take(model.story.pool.shutdown())
        for _ in 0..<10_000 where !model.drained { model.step(closing: true) }
        #expect(model.drained && model.open.isEmpty && model.waiting.isEmpty)
    }
}
