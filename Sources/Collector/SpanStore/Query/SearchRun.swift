import OTLP
import Synchronization

/// Finds the traces of a search: the parts of its plan are visited from the latest start to the earliest, until none that is
/// left can hold anything newer than what has been found.
final class SearchRun: Sendable {
    /// So many parts are visited before others are asked to help: most searches end before.
    private static let partsAlone = 8

    private struct Outcome {
        var newest: NewestTraces
        var damages: [SpanStoreError] = []
        var failure: SpanStoreError?
        var helpers = 0
    }

    private let plan: SearchPlan
    private let limit: Int
    private let control: QueryControl
    private let next = Atomic(0)
    /// Nothing that starts before this can be among the newest.
    private let threshold = Atomic<UInt64>(0)
    private let outcome: BlockingCondition<Outcome>

    init(_ plan: SearchPlan, limit: Int, _ control: QueryControl) {
        self.plan = plan
        self.limit = limit
        self.control = control
        outcome = BlockingCondition(Outcome(newest: NewestTraces(limit: limit)))
    }

    /// The newest traces, whether that is all there are, and what could not be read and was left out.
    func run(
        _ view: StoreView, _ helpers: QueryHelpers, isCancelled: () -> Bool
    ) throws(SpanStoreError) -> (found: [(trace: TraceID, start: UInt64)], isAll: Bool, damages: [SpanStoreError]) {
        work(view) { index throws(SpanStoreError) in
            try QueryControl.check(isCancelled)
            if index == Self.partsAlone { startHelpers(helpers, view) }
        }
        let (found, damages, failure) = outcome.wait { outcome in
            outcome.helpers == 0 ? (outcome.newest.sorted, outcome.damages, outcome.failure) : nil
        }
        if let failure { throw failure }
        return (found, found.count < limit, damages)
    }

    private func startHelpers(_ helpers: QueryHelpers, _ view: StoreView) {
        for _ in 0..<(plan.parts.count - Self.partsAlone) / Self.partsAlone {
            outcome.withLock { $0.helpers += 1 }
            let makeView = view.maker
            let isStarted = helpers.start {
                self.work(makeView()) { _ in }
                self.outcome.withLock { $0.helpers -= 1 }
            }
            guard isStarted else { return outcome.withLock { $0.helpers -= 1 } }
        }
    }

    /// Visits part after part, as long as there are any, and adds what it has found to the outcome.
    private func work(_ view: StoreView, before: (Int) throws(SpanStoreError) -> Void) {
        var newest = NewestTraces(limit: limit)
        var damages: [SpanStoreError] = []
        var failure: SpanStoreError?
        while !control.isStopped {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < plan.parts.count else { break }
            let part = plan.parts[index]
            newest.raise(threshold.load(ordering: .relaxed))
            guard part.latest >= newest.threshold else { break }
            do throws(SpanStoreError) {
                try before(index)
                try plan.visit(part, view, control, &newest)
                newest.prune()
                threshold.max(newest.threshold, ordering: .relaxed)
            } catch {
                // What is damaged is left out, the rest is served.
                if error.code == .damaged {
                    damages.append(error)
                } else {
                    failure = error
                    control.stop()
                }
            }
        }
        outcome.withLock { outcome in
            outcome.newest.merge(newest)
            for damage in damages where !outcome.damages.contains(where: { $0.message == damage.message }) {
                outcome.damages.append(damage)
            }
            outcome.failure = outcome.failure ?? failure
        }
    }
}
