import Dispatch
import GRPCCore
import Synchronization

/// Runs long computations on threads of its own, a few at a time, and lets a bounded number of callers wait in line.
///
/// Computing on the cooperative pool would stall every other request of the process; computing without a bound would let
/// anybody who can send requests take all memory.
final class WorkerPool: Sendable {
    private typealias Turn = CheckedContinuation<Void, any Error>

    private struct State {
        var running = 0
        var nextTicket: UInt64 = 0
        var line: [(ticket: UInt64, turn: Turn)] = []
    }

    private let width: Int
    private let maximumWaiting: Int
    private let queue = DispatchQueue(label: "cairn.workers", attributes: .concurrent)
    private let state = Mutex(State())

    /// - Parameters:
    ///   - width: How many computations run at the same time.
    ///   - maximumWaiting: How many callers may wait for their turn.
    init(width: Int, maximumWaiting: Int) {
        self.width = width
        self.maximumWaiting = maximumWaiting
    }

    /// How many callers wait for their turn now.
    var waitingCount: Int { state.withLock { $0.line.count } }

    /// Runs `work` when its turn comes.
    ///
    /// - Throws: What `work` throws; `CancellationError` when the caller is cancelled while it waits; `RPCError` with
    ///   `RESOURCE_EXHAUSTED` when the line is full.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await waitForTurn()
        defer { passTurnOn() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private func waitForTurn() async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in admit(turn, ticket) }
        } onCancel: {
            leaveLine(ticket)
        }
    }

    private func admit(_ turn: Turn, _ ticket: UInt64) {
        let answer: Result<Void, any Error>? = state.withLock { state in
            // Cancellation that came first found nobody in the line, so it is looked for here, under the same lock.
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.running < width {
                state.running += 1
                return .success(())
            }
            guard state.line.count < maximumWaiting else {
                return .failure(RPCError(code: .resourceExhausted, message: "too many sign-ins at the moment"))
            }
            state.line.append((ticket, turn))
            return nil
        }
        if let answer { turn.resume(with: answer) }
    }

    private func leaveLine(_ ticket: UInt64) {
        let turn = state.withLock { state in
            state.line.firstIndex { $0.ticket == ticket }.map { state.line.remove(at: $0).turn }
        }
        turn?.resume(throwing: CancellationError())
    }

    private func passTurnOn() {
        let next: Turn? = state.withLock { state in
            guard state.line.isEmpty else { return state.line.removeFirst().turn }
            state.running -= 1
            return nil
        }
        next?.resume()
    }
}
