import Synchronization

/// Carries out what ``PoolStateMachine`` decides.
final class ConnectionPool: Sendable {
    typealias Instant = ContinuousClock.Instant
    typealias Machine = PoolStateMachine<LibPQConnection, UInt64, Instant>

    struct State {
        var machine: Machine
        var nextWaiter: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Machine.Acquisition, Never>] = [:]
        var drained: CheckedContinuation<Void, Never>?
        var isDrained = false
    }

    let configuration: PostgresConfiguration
    let state: Mutex<State>

    init(configuration: PostgresConfiguration) {
        self.configuration = configuration
        state = Mutex(State(machine: Machine(configuration: configuration.pool)))
    }

    // MARK: Leases

    /// Gets a connection that works as far as can be told.
    /// - Parameter deadline: an earlier end than the configuration's timeouts.
    func lease(until deadline: Instant?) async throws(PostgresError) -> Machine.Lease {
        while true {
            try LibPQConnection.checkStop(at: deadline)
            let lease =
                switch await acquire(until: deadline) {
                case .leased(let lease): lease
                case .connect(let slot): try await connect(slot, until: deadline)
                case .failed(let failure): throw error(for: failure, deadline)
                case .wait: preconditionFailure("a waiter is answered by a lease, a slot or a failure")
                }
            if try await isWorking(lease, until: deadline) { return lease }
            release(lease, isUsable: false)
        }
    }

    /// Gives a connection back, to be used again if it is in order.
    func release(_ lease: Machine.Lease, isUsable: Bool = true) {
        let isUsable = isUsable && lease.connection.isReusable()
        perform { $0.release(lease.slot, isUsable: isUsable, now: .now) }
    }

    /// How many callers wait for a connection.
    var waiterCount: Int { state.withLock { $0.machine.waiters.count } }

    private func isWorking(_ lease: Machine.Lease, until deadline: Instant?) async throws(PostgresError) -> Bool {
        guard lease.connection.isOpen() else { return false }
        guard lease.needsCheck else { return true }
        let limit = Instant.now.advanced(by: configuration.connectTimeout)
        do {
            try await lease.connection.check(until: min(limit, deadline ?? limit))
            return true
        } catch {
            guard error.code == .cancelled || deadline.map({ $0 <= .now }) == true else { return false }
            release(lease)
            throw error
        }
    }

    private func acquire(until deadline: Instant?) async -> Machine.Acquisition {
        let acquisition = perform { machine in
            machine.acquire(nil, now: .now)
        }
        guard case .wait = acquisition else { return acquisition }
        let timeout = Instant.now.advanced(by: configuration.pool.acquireTimeout)
        let limit = min(timeout, deadline ?? timeout)
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let timer = ReadinessPoller.shared.startTimer(at: limit) { [self] in
            perform { $0.expireWaiters(now: .now) }
        }
        defer { ReadinessPoller.shared.cancelTimer(timer) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(id, continuation, until: limit)
                // A cancellation that came before the waiter was queued had nothing to cancel.
                if Task.isCancelled { perform { $0.cancel(id) } }
            }
        } onCancel: {
            perform { $0.cancel(id) }
        }
    }

    private func enqueue(
        _ id: UInt64, _ continuation: CheckedContinuation<Machine.Acquisition, Never>, until limit: Instant
    ) {
        let acquisition = perform { (machine, waiting) in
            let answer = machine.acquire(Machine.Waiter(id: id, deadline: limit), now: .now)
            if case .wait = answer.0 { waiting[id] = continuation }
            return answer
        }
        guard case .wait = acquisition else { return continuation.resume(returning: acquisition) }
        // The timer may have gone off before the waiter was queued.
        if limit <= .now { perform { $0.expireWaiters(now: .now) } }
    }

    func connect(_ slot: Machine.Slot, until deadline: Instant?) async throws(PostgresError) -> Machine.Lease {
        do throws(PostgresError) {
            let connection = try await LibPQConnection.connect(configuration, until: deadline)
            perform { $0.connected(slot, connection, now: .now) }
            return Machine.Lease(slot: slot, connection: connection, needsCheck: false)
        } catch {
            let isOurs = error.code == .cancelled || error.code == .timeout
            perform { machine in
                isOurs
                    ? machine.connectAbandoned(slot, now: .now)
                    : machine.connectFailed(slot, error, now: .now, jitter: .random(in: 0..<1))
            }
            throw error
        }
    }

    // MARK: Transitions

    func perform(_ transition: (inout Machine) -> Machine.Actions) {
        perform { machine, _ in ((), transition(&machine)) }
    }

    func perform<Answer: Sendable>(_ transition: (inout Machine) -> (Answer, Machine.Actions)) -> Answer {
        perform { machine, _ in transition(&machine) }
    }

    /// Changes the state under the lock, and resumes and closes outside of it.
    func perform<Answer: Sendable>(
        _ transition: (inout Machine, inout [UInt64: CheckedContinuation<Machine.Acquisition, Never>]) -> (
            Answer, Machine.Actions
        )
    ) -> Answer {
        let (answer, actions, answered, drained) = state.withLock { state in
            let (answer, actions) = transition(&state.machine, &state.waiting)
            var answered: [(CheckedContinuation<Machine.Acquisition, Never>, Machine.Acquisition)] = []
            for (waiter, acquisition) in actions.answers {
                guard let continuation = state.waiting.removeValue(forKey: waiter) else { continue }
                answered.append((continuation, acquisition))
            }
            state.isDrained = state.isDrained || actions.isDrained
            return (answer, actions, answered, actions.isDrained ? state.drained.take() : nil)
        }
        for (continuation, acquisition) in answered { continuation.resume(returning: acquisition) }
        drained?.resume()
        // The connections to close do so with their last reference, which the actions hold.
        withExtendedLifetime(actions.close) {}
        return answer
    }
}
