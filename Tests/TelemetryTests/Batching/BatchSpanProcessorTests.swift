import Logging
import ServiceLifecycle
import TestSupport
import Testing
import Tracing

@testable import Telemetry

@Suite struct BatchSpanProcessorTests {
    private let exporter = GatedExporter()
    private let log = LogCapture()

    private func processor(_ configuration: BatchConfiguration = BatchConfiguration(scheduleDelay: .seconds(3600)))
        -> (processor: BatchSpanProcessor, tracer: TelemetryTracer)
    {
        let processor = BatchSpanProcessor(
            configuration: configuration, exporter: exporter, logger: Logger(label: "test") { _ in log })
        return (processor, TelemetryTracer(processor: processor))
    }

    /// Runs until it is cancelled, as a service does.
    private func running<Result: Sendable>(
        _ processor: BatchSpanProcessor, _ body: (Task<Void, Never>) async throws -> Result
    ) async throws -> Result {
        let task = Task { await processor.run { try? await gracefulShutdown() } }
        defer { task.cancel() }
        return try await body(task)
    }

    private func end(_ count: Int, _ tracer: TelemetryTracer) {
        for index in 0..<count { tracer.startSpan("\(index)", kind: .internal).end() }
    }

    @Test func aFullBatchIsExportedAtOnce() async throws {
        let (processor, tracer) = processor(BatchConfiguration(scheduleDelay: .seconds(3600), batchSize: 3))
        try await running(processor) { _ in
            end(7, tracer)
            try await eventually("two batches") { exporter.batches.count == 2 }
            #expect(exporter.batches == [["0", "1", "2"], ["3", "4", "5"]])
        }
    }

    @Test func theDelayExportsWhatIsThere() async throws {
        let (processor, tracer) = processor(BatchConfiguration(scheduleDelay: .milliseconds(20)))
        try await running(processor) { _ in
            end(2, tracer)
            try await eventually("the spans") { exporter.names.count == 2 }
        }
    }

    @Test func theRingIsTheOnlyQueue() async throws {
        // Given a collector that does not answer, when far more spans end than the ring holds ...
        let (processor, tracer) = processor(
            BatchConfiguration(queueSize: 10, scheduleDelay: .seconds(3600), batchSize: 5))
        exporter.close()
        try await running(processor) { _ in
            end(5, tracer)
            try await eventually("an export") { exporter.isHolding }
            end(1000, tracer)
            // ... then only the batch under way and one ring are kept, and the others are counted.
            #expect(processor.droppedSpans == 990)
            exporter.open()
            await processor.forceFlush()
            #expect(exporter.names.count == 15)
            try await eventually("a warning") { log.messages.contains { $0.contains("dropped") } }
        }
    }

    @Test func aForcedFlushEndsAndClears() async throws {
        let (processor, tracer) = processor(BatchConfiguration(scheduleDelay: .seconds(3600), batchSize: 2))
        try await running(processor) { _ in
            end(1, tracer)
            await processor.forceFlush()
            #expect(exporter.batches == [["0"]])
            // The next spans wait for each other again, which a flush that never clears would not let them.
            end(2, tracer)
            try await eventually("a batch") { exporter.batches.count == 2 }
            #expect(exporter.batches == [["0"], ["0", "1"]])
        }
    }

    @Test func aForcedFlushWorksWithoutARunningService() async {
        let (processor, tracer) = processor(BatchConfiguration(batchSize: 2))
        end(5, tracer)
        await processor.forceFlush()
        await processor.forceFlush()
        #expect(exporter.names.count == 5)
    }

    @Test func manyFlushesAtOnceAllEnd() async throws {
        let (processor, tracer) = processor(BatchConfiguration(scheduleDelay: .seconds(3600), batchSize: 4))
        try await running(processor) { _ in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        end(3, tracer)
                        await processor.forceFlush()
                    }
                }
            }
            #expect(exporter.names.count == 150)
        }
    }

    @Test func theFinalFlushSurvivesCancellation() async throws {
        let (processor, tracer) = processor(BatchConfiguration(scheduleDelay: .seconds(3600), batchSize: 2))
        exporter.close()
        try await running(processor) { task in
            end(5, tracer)
            try await eventually("an export") { exporter.isHolding }
            task.cancel()
            exporter.open()
            await task.value
        }
        #expect(exporter.names == ["0", "1", "2", "3", "4"])
        #expect(exporter.isShutDown)
    }

    @Test func theFinalFlushIsBoundedInTime() async throws {
        let (processor, tracer) = processor(
            BatchConfiguration(scheduleDelay: .seconds(3600), batchSize: 2, shutdownTimeout: .milliseconds(50)))
        exporter.close()
        try await running(processor) { task in
            end(5, tracer)
            try await eventually("an export") { exporter.isHolding }
            task.cancel()
            await task.value
        }
        #expect(exporter.names.isEmpty)
        #expect(processor.droppedSpans == 3)
        #expect(exporter.isShutDown)
    }

    @Test func aGracefulShutdownExportsTheRest() async throws {
        let (processor, tracer) = processor()
        let group = ServiceGroup(
            services: [ProcessorService(processor: processor)], logger: Logger(label: "test") { _ in log })
        end(3, tracer)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try? await group.run() }
            await group.triggerGracefulShutdown()
        }
        #expect(exporter.names == ["0", "1", "2"])
    }

    @Test func exportsRunOutsideOfEverySpan() async throws {
        let (processor, tracer) = processor()
        try await tracer.withSpan("outer", kind: .internal) { _ in
            try await running(processor) { _ in
                end(3, tracer)
                await processor.forceFlush()
            }
        }
        #expect(exporter.names.count == 3)
        #expect(exporter.exportsInContext == 0)
    }

    @Test func aSpanThatIsRecordedButNotSampledIsNotExported() async {
        let processor = processor().processor
        let tracer = TelemetryTracer(processor: processor, sampler: RecordOnlySampler())
        let span = tracer.startSpan("a", kind: .internal)
        #expect(span.isRecording && !span.spanContext.isSampled)
        span.end()
        await processor.forceFlush()
        #expect(exporter.names.isEmpty)
    }
}

private struct ProcessorService: Service {
    let processor: BatchSpanProcessor

    func run() async {
        await processor.run { try? await gracefulShutdown() }
    }
}
