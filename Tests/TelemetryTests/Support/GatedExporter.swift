import Synchronization
import Telemetry
import Tracing

@testable import Telemetry

/// An exporter that keeps what it gets, and that can be held up.
final class GatedExporter: SpanExporter {
    private struct State {
        var batches: [[String]] = []
        var contexts = 0
        var isOpen = true
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isShutDown = false
    }

    private let state = Mutex(State())

    /// The names of the exported spans.
    var batches: [[String]] { state.withLock { $0.batches } }
    var names: [String] { batches.flatMap(\.self) }
    var isHolding: Bool { state.withLock { !$0.waiting.isEmpty } }
    var isShutDown: Bool { state.withLock { $0.isShutDown } }
    /// How many exports ran inside of a span's context.
    var exportsInContext: Int { state.withLock { $0.contexts } }

    func export(_ spans: [TelemetryTracer.Span]) async -> ExportResult {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.isOpen, !Task.isCancelled { state.waiting.append(continuation) }
                    return state.isOpen || Task.isCancelled
                }
                if isOpen { continuation.resume() }
            }
        } onCancel: {
            resumeAll()
        }
        guard !Task.isCancelled else {
            return .failure(TelemetryError(code: .exportFailed, message: "cancelled"))
        }
        state.withLock { state in
            state.batches.append(spans.map(\.operationName))
            if ServiceContext.current?.spanContext != nil { state.contexts += 1 }
        }
        return .success
    }

    func shutdown() async {
        state.withLock { $0.isShutDown = true }
    }

    /// Holds exports up from now on.
    func close() {
        state.withLock { $0.isOpen = false }
    }

    /// Lets them go on.
    func open() {
        state.withLock { $0.isOpen = true }
        resumeAll()
    }

    private func resumeAll() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
