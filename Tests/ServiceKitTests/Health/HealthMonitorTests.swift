import ServiceKit
import Synchronization
import TestSupport
import Testing

@Suite struct HealthMonitorTests {
    final class Counter: Sendable {
        let count = Mutex(0)
        var check: Readiness {
            Readiness("counted") {
                self.count.withLock { $0 += 1 }
                await Task.yield()
            }
        }
    }

    @Test func `an answer holds for a while`() async {
        let counter = Counter()
        let monitor = HealthMonitor(
            checks: [counter.check], timeToLive: .seconds(600), checkTimeout: .seconds(60), logger: LogCapture().logger)
        for _ in 0..<10 { #expect(await monitor.isServing()) }
        #expect(counter.count.withLock { $0 } == 1)
    }

    @Test func `without a time to live each question is a check`() async {
        let counter = Counter()
        let monitor = HealthMonitor(
            checks: [counter.check], timeToLive: .zero, checkTimeout: .seconds(60), logger: LogCapture().logger)
        for _ in 0..<3 { #expect(await monitor.isServing()) }
        #expect(counter.count.withLock { $0 } == 3)
    }

    @Test func `many who ask at once wait for one check`() async {
        let counter = Counter()
        let monitor = HealthMonitor(
            checks: [counter.check], timeToLive: .seconds(600), checkTimeout: .seconds(60), logger: LogCapture().logger)
        await withDiscardingTaskGroup { group in
            for _ in 0..<100 { group.addTask { #expect(await monitor.isServing()) } }
        }
        #expect(counter.count.withLock { $0 } == 1)
    }

    @Test func `a check that hangs has failed`() async {
        let monitor = HealthMonitor(
            checks: [Readiness("hangs") { try await waitUntilCancelled() }], checkTimeout: .milliseconds(5),
            logger: LogCapture().logger)
        #expect(await !monitor.isServing())
    }

    @Test func `a program that shuts down is not ready`() async {
        let monitor = HealthMonitor(checks: [], logger: LogCapture().logger)
        #expect(await monitor.isServing())
        monitor.beginShutdown()
        #expect(await !monitor.isServing())
    }
}
