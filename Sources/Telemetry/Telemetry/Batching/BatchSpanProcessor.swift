package import Logging
import ServiceLifecycle
import Synchronization
import Tracing

/// Collects ended spans and exports them in batches.
///
/// The ring is the only queue: a span that finds it full is dropped and counted, and whoever ended it never waits.
package final class BatchSpanProcessor: SpanProcessor {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private let configuration: BatchConfiguration
    private let exporter: any SpanExporter
    private let reporter: ExportReporter
    private let queue: Mutex<BatchQueue<TelemetryTracer.Span, Waiter>>
    private let isRunning = Mutex(false)

    package init(configuration: BatchConfiguration, exporter: any SpanExporter, logger: Logger) {
        self.configuration = configuration
        self.exporter = exporter
        reporter = ExportReporter(logger: logger)
        queue = Mutex(BatchQueue(capacity: configuration.queueSize, batchSize: configuration.batchSize))
    }

    package func onEnd(_ span: TelemetryTracer.Span) {
        guard span.spanContext.isSampled else { return }
        queue.withLock { $0.append(span) }?.resume()
    }

    package func requestFlush() {
        queue.withLock { $0.request() }?.resume()
    }

    /// How many spans were dropped because the ring was full.
    package var droppedSpans: Int { queue.withLock { $0.dropped } }

    /// Exports what has ended up to now. Where ``run(until:)`` does not run, the caller itself does the work.
    package func forceFlush() async {
        requestFlush()
        if !isRunning.withLock({ $0 }) {
            while await exportNext() == .export {}
        }
        await withCheckedContinuation { waiter in
            queue.withLock { $0.flush(waiter) }?.resume()
        }
    }

    /// Exports until `end` returns, and the rest after that within ``BatchConfiguration/shutdownTimeout``.
    ///
    /// The work is done by a task of its own, which this one waits for: a cancellation of this task begins the final
    /// flush and must not end it.
    package func run(until end: @Sendable () async -> Void) async {
        isRunning.withLock { $0 = true }
        let driver = Task { await drive() }
        let ticker = Task { await tick() }
        await end()
        ticker.cancel()
        queue.withLock { $0.drain() }?.resume()
        let timeout = configuration.shutdownTimeout
        let deadline = Task {
            try await Task.sleep(for: timeout)
            driver.cancel()
            self.close()
        }
        await driver.value
        deadline.cancel()
        close()
        reporter.report(droppedInTotal: droppedSpans, isLast: true)
        await exporter.shutdown()
    }

    private func close() {
        for waiter in queue.withLock({ $0.close() }) { waiter.resume() }
    }

    private func drive() async {
        while !Task.isCancelled {
            switch await exportNext() {
            case .export: continue
            case .finished: return
            case .wait:
                await withCheckedContinuation { waiter in
                    if !queue.withLock({ $0.park(waiter) }) { waiter.resume() }
                }
            }
        }
    }

    private func tick() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: configuration.scheduleDelay)
            requestFlush()
        }
    }

    private func exportNext() async -> BatchQueue<TelemetryTracer.Span, Waiter>.Step {
        var batch: [TelemetryTracer.Span] = []
        batch.reserveCapacity(configuration.batchSize)
        let (step, dropped) = queue.withLock { ($0.next(into: &batch), $0.dropped) }
        guard step == .export else { return step }
        // An export inside of a span's context would make spans of its own wherever something traces.
        let result = await ServiceContext.$current.withValue(nil) { await exporter.export(batch) }
        reporter.report(result, of: batch.count)
        reporter.report(droppedInTotal: dropped)
        for waiter in queue.withLock({ $0.exported() }) { waiter.resume() }
        return step
    }
}
