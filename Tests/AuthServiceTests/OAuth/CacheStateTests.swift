import FoundationEssentials
import Synchronization
import Testing

@testable import AuthService

struct CacheStateTests {
    private struct Failure: Error, Equatable {}
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private enum Outcome: Equatable { case use, fetch, fail }

    private func outcome(_ state: CacheState<Int>, after seconds: TimeInterval, wanting: Int = 1) -> Outcome {
        var state = state
        return outcome(&state, after: seconds, wanting: wanting)
    }

    private func outcome(_ state: inout CacheState<Int>, after seconds: TimeInterval, wanting: Int = 1) -> Outcome {
        switch state.step(at: start.addingTimeInterval(seconds), isGoodEnough: { $0 == wanting }) {
        case .use: .use
        case .fetch: .fetch
        case .fail: .fail
        }
    }

    @Test func `given nothing, when it is wanted, then it is fetched`() {
        #expect(outcome(CacheState(policy: CachePolicy()), after: 0) == .fetch)
    }

    @Test func `given a document, when time passes, then it is used until it is old`() {
        var state = CacheState<Int>(policy: CachePolicy(lifetime: 100, floor: 10))
        state.fetched(.success(1), at: start)
        #expect(outcome(state, after: 99) == .use)
        #expect(outcome(state, after: 100) == .fetch)
    }

    @Test
    func `given a document that lacks what is wanted, when it was fetched for that just now, then not once more`() {
        var state = CacheState<Int>(policy: CachePolicy(lifetime: 100, floor: 10))
        state.fetched(.success(1), at: start)
        #expect(outcome(&state, after: 1, wanting: 2) == .fetch)
        #expect(outcome(&state, after: 10, wanting: 2) == .use)
        #expect(outcome(&state, after: 11, wanting: 2) == .fetch)
    }

    @Test
    func `given a fetch for what was missing that failed, when others want what is there, then they get it`() {
        var state = CacheState<Int>(policy: CachePolicy(lifetime: 100, floor: 10, failureFloor: 2))
        state.fetched(.success(1), at: start)
        #expect(outcome(&state, after: 1, wanting: 2) == .fetch)
        state.fetched(.failure(Failure()), at: start.addingTimeInterval(1))
        #expect(outcome(&state, after: 2) == .use)
        #expect(outcome(&state, after: 2, wanting: 2) == .fail)
        #expect(outcome(&state, after: 3, wanting: 2) == .use)
    }

    @Test func `given a document that was changed, when many miss what is new at once, then all get it by one fetch`()
        async throws
    {
        let count = Atomic(0)
        let isChanged = Atomic(false)
        let clock = ManualClock()
        let document = CachedDocument(policy: CachePolicy(), now: { clock.now }) {
            count.add(1, ordering: .relaxed)
            // All others ask while this one waits.
            for _ in 0..<100 { await Task.yield() }
            return isChanged.load(ordering: .relaxed) ? 2 : 1
        }
        _ = try await document.value()
        isChanged.store(true, ordering: .relaxed)
        let values = try await withThrowingTaskGroup { group in
            for _ in 0..<50 { group.addTask { try await document.value { $0 == 2 } } }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values == [2])
        #expect(count.load(ordering: .relaxed) == 2)
    }

    @Test func `given a fetch that failed, when it is wanted at once, then that fails without another one`() {
        var state = CacheState<Int>(policy: CachePolicy(lifetime: 100, floor: 10, failureFloor: 2))
        state.fetched(.failure(Failure()), at: start)
        #expect(outcome(state, after: 1) == .fail)
        #expect(outcome(state, after: 2) == .fetch)
        state.fetched(.success(1), at: start.addingTimeInterval(2))
        #expect(outcome(state, after: 2) == .use)
    }

    @Test func `given a document, when many want it at once, then it is fetched once`() async throws {
        let count = Atomic(0)
        let clock = ManualClock()
        let document = CachedDocument(policy: CachePolicy(), now: { clock.now }) {
            await Task.yield()
            return count.add(1, ordering: .relaxed).newValue
        }
        let values = try await withThrowingTaskGroup { group in
            for _ in 0..<50 { group.addTask { try await document.value() } }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values == [1])
    }
}
