extension PoolStateMachine {
    typealias Configuration = PostgresConfiguration.PoolConfiguration
    /// The place of a connection in the pool, from the decision to connect until the connection is gone.
    typealias Slot = Int

    /// A connection on loan.
    struct Lease: Sendable {
        var slot: Slot
        var connection: Connection
        /// It was idle for so long that it has to be tested by a round trip first.
        var needsCheck: Bool
    }

    /// The answer to a caller that wants a connection.
    enum Acquisition: Sendable {
        case leased(Lease)
        /// There is room: connect, then report `connected`, `connectFailed` or `connectAbandoned`.
        case connect(Slot)
        /// Queued; the answer follows in ``Actions/answers``.
        case wait
        case failed(Failure)
    }

    enum Failure: Sendable {
        case closed
        case tooManyWaiters
        case waitedTooLong
        case cancelled
        case connectFailed(PostgresError)
    }

    /// What a transition wants done. Empty arrays cost nothing, and those are by far the most.
    struct Actions: Sendable {
        var answers: [(waiter: WaiterID, acquisition: Acquisition)] = []
        var close: [Connection] = []
        /// The shutdown has finished: nothing is open, lent or waited for.
        var isDrained = false
    }

    enum State: Sendable {
        case connecting
        case idle(Connection, born: Instant, since: Instant)
        case leased(Connection, born: Instant)
    }

    struct Waiter: Sendable {
        var id: WaiterID
        var deadline: Instant
    }
}
