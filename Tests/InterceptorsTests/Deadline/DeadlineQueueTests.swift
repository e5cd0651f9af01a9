import Testing

@testable import Interceptors

@Suite struct DeadlineQueueTests {
    private let start = ContinuousClock.now

    private func instant(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test func `what is due is taken in the order of the deadlines`() {
        var queue = DeadlineQueue<String>()
        #expect(queue.add(at: instant(3), "third").needsWakeup)
        #expect(queue.add(at: instant(1), "first").needsWakeup)
        #expect(!queue.add(at: instant(2), "second").needsWakeup)
        let first = queue.wake(at: instant(1), now: instant(2))
        #expect(first.due == ["first", "second"])
        #expect(first.next == instant(3))
        let rest = queue.wake(at: instant(3), now: instant(3))
        #expect(rest.due == ["third"])
        #expect(rest.next == nil)
        #expect(queue.count == 0)
    }

    @Test func `only the earliest deadline wakes the queue`() {
        var queue = DeadlineQueue<String>()
        _ = queue.add(at: instant(5), "late")
        _ = queue.add(at: instant(1), "early")
        // Woken for the one, which leaves the other to it.
        #expect(queue.wake(at: instant(1), now: instant(1)).next == instant(5))
        // Woken for the other, as it was asked for in the beginning.
        let late = queue.wake(at: instant(5), now: instant(5))
        #expect(late.due == ["late"])
        #expect(late.next == nil)
    }

    @Test func `a wakeup that came too early for the rest asks for one more`() {
        var queue = DeadlineQueue<String>()
        _ = queue.add(at: instant(5), "late")
        _ = queue.add(at: instant(1), "early")
        let stray = queue.wake(at: instant(5), now: instant(1))
        #expect(stray.due == ["early"])
        #expect(stray.next == nil)
        #expect(queue.wake(at: instant(1), now: instant(1)).next == instant(5))
    }

    @Test func `a queue that is woken a moment early does nothing yet`() {
        var queue = DeadlineQueue<String>()
        _ = queue.add(at: instant(2), "not yet")
        let early = queue.wake(at: instant(2), now: instant(2) - .nanoseconds(1))
        #expect(early.due.isEmpty)
        #expect(early.next == instant(2))
        #expect(queue.wake(at: instant(2), now: instant(2)).due == ["not yet"])
    }

    @Test func `what is removed is not taken and wakes nobody`() {
        var queue = DeadlineQueue<String>()
        let removed = queue.add(at: instant(1), "removed").number
        let other = queue.add(at: instant(2), "removed, too").number
        queue.remove(removed)
        queue.remove(other)
        queue.remove(other)
        let woken = queue.wake(at: instant(1), now: instant(1))
        #expect(woken.due.isEmpty)
        #expect(woken.next == nil)
        #expect(queue.queueCount == 0)
        #expect(queue.add(at: instant(3), "next").needsWakeup)
    }

    @Test func `short work with long deadlines leaves little behind`() {
        var queue = DeadlineQueue<Int>()
        for number in 0..<20_000 {
            queue.remove(queue.add(at: instant(600 + number), number).number)
            #expect(queue.queueCount <= 1001)
        }
        #expect(queue.count == 0)
    }
}
