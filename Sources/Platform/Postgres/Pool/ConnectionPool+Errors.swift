extension ConnectionPool {
    /// What the caller is told.
    func error(for failure: Machine.Failure, _ deadline: Instant?) -> PostgresError {
        let maximum = configuration.pool.maximumConnections
        switch failure {
        case .closed: return PostgresError(.poolClosed, "the client has been shut down")
        case .cancelled: return PostgresError(.cancelled, "the task was cancelled while it waited for a connection")
        case .connectFailed(let error): return error
        case .tooManyWaiters:
            return PostgresError(
                .poolExhausted,
                "all \(maximum) connections are in use, and \(configuration.pool.maximumWaiters) callers wait already")
        case .waitedTooLong:
            if let deadline, deadline <= .now {
                return PostgresError(.timeout, "the deadline passed while all \(maximum) connections were in use")
            }
            return PostgresError(
                .poolExhausted,
                "all \(maximum) connections stayed in use for \(configuration.pool.acquireTimeout)")
        }
    }
}
