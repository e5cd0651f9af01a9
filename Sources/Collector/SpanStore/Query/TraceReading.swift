import OTLP

/// Reads traces in the order in which they were found. Other threads, if there are any, read on while the caller works on
/// what it has got.
final class TraceReading: Sendable {
    typealias Found = (found: StoreView.FoundTrace?, damages: [SpanStoreError])

    /// So many traces are read ahead at most; there may be large ones.
    private static let ahead = 4

    private struct State {
        /// The first trace that nobody reads yet.
        var next = 0
        /// How many the caller has taken.
        var taken = 0
        var ready: [Int: Result<Found, SpanStoreError>] = [:]
        var isStopped = false
        var helpers = 0

        /// A trace to read that is not too far ahead.
        mutating func claim(below count: Int) -> Int? {
            guard next < min(count, taken + ahead) else { return nil }
            defer { next += 1 }
            return next
        }
    }

    private enum Step {
        case take(Result<Found, SpanStoreError>)
        case read(Int)
    }

    private let traces: [TraceID]
    private let state = BlockingCondition(State())

    init(_ traces: [TraceID]) {
        self.traces = traces
    }

    /// Calls `body` with each trace, in order.
    func forEach(
        _ view: StoreView, _ helpers: QueryHelpers, _ body: (Found) throws(SpanStoreError) -> Void
    ) throws(SpanStoreError) {
        if traces.count >= Self.ahead { startHelper(helpers, view) }
        defer {
            state.withLock { $0.isStopped = true }
            state.wait { $0.helpers == 0 ? () : nil }
        }
        for index in traces.indices {
            try body(try take(index, view).get())
        }
    }

    /// Waits for a trace, and reads it or those that follow it meanwhile.
    private func take(_ index: Int, _ view: StoreView) -> Result<Found, SpanStoreError> {
        while true {
            let step: Step = state.wait { state in
                if let ready = state.ready.removeValue(forKey: index) {
                    state.taken += 1
                    return .take(ready)
                }
                return state.claim(below: self.traces.count).map { .read($0) }
            }
            switch step {
            case .take(let ready): return ready
            case .read(let index): read(index, view)
            }
        }
    }

    private func read(_ index: Int, _ view: StoreView) {
        let result = Result { () throws(SpanStoreError) in try view.readableTrace(traces[index]) }
        state.withLock { $0.ready[index] = result }
    }

    private func startHelper(_ helpers: QueryHelpers, _ view: StoreView) {
        let makeView = view.maker
        state.withLock { $0.helpers += 1 }
        let isStarted = helpers.start {
            let view = makeView()
            let count = self.traces.count
            while true {
                let index: Int? = self.state.wait { state in
                    state.isStopped || state.next >= count ? .some(nil) : state.claim(below: count).map { .some($0) }
                }
                guard let index else { break }
                self.read(index, view)
            }
            self.state.withLock { $0.helpers -= 1 }
        }
        if !isStarted { state.withLock { $0.helpers -= 1 } }
    }
}
