import GRPCCore
import Interceptors
import Logging
import ServiceContextModule
import Synchronization
import Telemetry
import Tracing

/// Decides for one service which calls are made: by its circuit, and by the budget for calls that are made again.
///
/// A change of the circuit is logged, and is an event `circuit.opened`, `circuit.half-open` or `circuit.closed` of the span
/// in which it happens; a refused call has a client span with an exception that says why.
final class UpstreamGate: GRPCCallGate {
    private struct State {
        var breaker: CircuitBreaker
        var budget = RetryBudget()
    }

    /// What the service is called in logs and spans.
    let upstream: String
    private let tracer: TelemetryTracer
    private let logger: Logger?
    private let state: Mutex<State>

    init(upstream: String, limits: CircuitBreaker.Limits = .init(), tracer: TelemetryTracer, logger: Logger?) {
        self.upstream = upstream
        self.tracer = tracer
        self.logger = logger
        state = Mutex(State(breaker: CircuitBreaker(limits, now: .now)))
    }

    func admit() throws(RPCError) {
        let isRetry = RetryAttempt.isRetry
        let refusal = changing { state -> (any CallRefusal)? in
            guard state.breaker.admit(now: .now) else { return CircuitOpen(upstream: upstream) }
            guard isRetry else {
                state.budget.deposit()
                return nil
            }
            return state.budget.withdraw() ? nil : RetryBudgetExhausted()
        }
        guard let refusal else { return }
        throw RPCError(code: .unavailable, message: "\(refusal)", cause: refusal)
    }

    func finished(_ code: Status.Code, after duration: Duration) {
        let outcome = Self.outcome(of: code, after: duration)
        changing { $0.breaker.record(outcome, now: .now) }
    }

    /// Changes the state, and reports when the circuit is another one afterwards.
    private func changing<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
        let (result, before, after) = state.withLock { state -> (Result, CircuitBreaker.State, CircuitBreaker.State) in
            let before = state.breaker.state
            let result = change(&state)
            return (result, before, state.breaker.state)
        }
        if before != after { report(after) }
        return result
    }

    /// Only what says that the service, or what it needs, is away or too slow. An answer of any other kind, an internal
    /// error of one method included, comes from a service that works.
    ///
    /// A call that had little time tells nothing when that is over: whoever sends a request slowly could otherwise have the
    /// circuit opened for everybody.
    static func outcome(of code: Status.Code, after duration: Duration) -> CircuitBreaker.Outcome {
        switch code {
        case .unavailable: .failure
        case .deadlineExceeded: duration >= .seconds(1) ? .failure : .unknown
        case .cancelled: .unknown
        default: .success
        }
    }

    private func report(_ state: CircuitBreaker.State) {
        let level: Logger.Level = state == .open ? .warning : .notice
        logger?.log(level: level, "circuit", metadata: ["upstream": "\(upstream)", "state": "\(state.rawValue)"])
        guard let context = ServiceContext.current, let span = tracer.activeSpan(identifiedBy: context) else { return }
        let name = state == .open ? "opened" : state.rawValue
        span.addEvent(SpanEvent(name: "circuit.\(name)", attributes: ["circuit.upstream": "\(upstream)"]))
    }
}
