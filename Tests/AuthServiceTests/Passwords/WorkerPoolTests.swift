import Dispatch
import GRPCCore
import Synchronization
import TestSupport
import Testing

@testable import AuthService

struct WorkerPoolTests {
    /// Work that lasts until it is let go, and counts how much of it runs.
    private final class Gate: Sendable {
        private let running = Atomic(0)
        private let most = Atomic(0)
        private let semaphore = DispatchSemaphore(value: 0)

        var runningNow: Int { running.load(ordering: .sequentiallyConsistent) }
        var mostAtOnce: Int { most.load(ordering: .sequentiallyConsistent) }

        func pass() {
            let now = running.add(1, ordering: .sequentiallyConsistent).newValue
            most.max(now, ordering: .sequentiallyConsistent)
            semaphore.wait()
            running.subtract(1, ordering: .sequentiallyConsistent)
        }

        func open(for count: Int) {
            for _ in 0..<count { semaphore.signal() }
        }
    }

    @Test func `given a width of two, when ten want to work, then two do at a time and all have their turn`()
        async throws
    {
        let pool = WorkerPool(width: 2, maximumWaiting: 10)
        let gate = Gate()
        try await withThrowingTaskGroup { group in
            for number in 0..<10 {
                group.addTask {
                    try await pool.run {
                        gate.pass()
                        return number
                    }
                }
            }
            try await eventually("both workers work") { gate.runningNow == 2 }
            gate.open(for: 10)
            var finished: Set<Int> = []
            for try await number in group { finished.insert(number) }
            #expect(finished.count == 10)
        }
        #expect(gate.mostAtOnce == 2)
    }

    @Test func `given a full line, when one more wants to work, then it is told at once`() async throws {
        let pool = WorkerPool(width: 1, maximumWaiting: 0)
        let gate = Gate()
        async let first: Void = pool.run { gate.pass() }
        try await eventually("the worker works") { gate.runningNow == 1 }

        let error = try await failure { try await pool.run {} }
        #expect(error.code == .resourceExhausted)

        gate.open(for: 1)
        try await first
        try await pool.run {}
    }

    @Test func `given somebody in line, when they are cancelled, then they leave and the next has the turn`()
        async throws
    {
        let pool = WorkerPool(width: 1, maximumWaiting: 1)
        let gate = Gate()
        async let first: Void = pool.run { gate.pass() }
        try await eventually("the worker works") { gate.runningNow == 1 }

        let waiting = Task { try await pool.run { Issue.record("cancelled work must not run") } }
        try await eventually("the line is full") { pool.waitingCount == 1 }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }

        async let next = pool.run { 42 }
        gate.open(for: 1)
        try await first
        #expect(try await next == 42)
    }

    @Test func `given work that throws, when it is done, then the error arrives and the turn passes on`() async throws {
        struct Failure: Error {}
        let pool = WorkerPool(width: 1, maximumWaiting: 0)
        await #expect(throws: Failure.self) { try await pool.run { throw Failure() } }
        #expect(try await pool.run { true })
    }
}
