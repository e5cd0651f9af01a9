import Interceptors
import TestSupport
import Testing

@Suite struct DeadlineTests {
    @Test func `what remains shrinks to zero and not below`() {
        let start = ContinuousClock.now
        let deadline = Deadline(after: .seconds(2), from: start)
        #expect(deadline.remaining(at: start) == .seconds(2))
        #expect(deadline.remaining(at: start + .seconds(3)) == .zero)
        #expect(!deadline.hasPassed(at: start + .seconds(1)))
        #expect(deadline.hasPassed(at: start + .seconds(2)))
    }

    @Test func `an inner scope shortens the time and never extends it`() async throws {
        try await Deadline.withTimeout(.seconds(60)) {
            let outer = try #require(Deadline.current)
            try await Deadline.withTimeout(.seconds(600)) {
                #expect(Deadline.current == outer)
            }
            try await Deadline.withTimeout(.seconds(6)) {
                let inner = try #require(Deadline.current)
                #expect(inner < outer)
            }
        }
        #expect(Deadline.current == nil)
    }

    @Test func `work is cancelled when the deadline passes`() async {
        await #expect(throws: DeadlineExceeded.self) {
            try await Deadline.withTimeout(.milliseconds(5)) {
                try await waitUntilCancelled()
            }
        }
    }

    @Test func `work does not begin after the deadline`() async {
        await #expect(throws: DeadlineExceeded.self) {
            try await Deadline.withTimeout(.zero) { Issue.record("ran") }
        }
    }

    @Test func `an error before the deadline passes as it is`() async {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await Deadline.withTimeout(.seconds(600)) { throw Broken() }
        }
    }

    @Test func `the deadline that holds is enforced where that is asked for`() async {
        await #expect(throws: DeadlineExceeded.self) {
            try await Deadline.$current.withValue(Deadline(after: .milliseconds(5))) {
                try await Deadline.enforcingCurrent { try await waitUntilCancelled() }
            }
        }
    }

    @Test func `without a deadline work goes on`() async throws {
        #expect(try await Deadline.enforcingCurrent { 7 } == 7)
    }

    @Test func `each of many deadlines is kept, whatever their order`() async {
        await withTaskGroup(of: Bool.self) { group in
            for milliseconds in [20, 1, 600_000, 5, 20, 3, 600_000, 10] {
                group.addTask {
                    let isLong = milliseconds > 1000
                    do {
                        try await Deadline.withTimeout(.milliseconds(milliseconds)) {
                            if !isLong { try await waitUntilCancelled() }
                        }
                        return isLong
                    } catch {
                        return !isLong && error is DeadlineExceeded
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `cancelling the caller cancels the work`() async {
        let task = Task {
            try await Deadline.withTimeout(.seconds(600)) { try await waitUntilCancelled() }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
