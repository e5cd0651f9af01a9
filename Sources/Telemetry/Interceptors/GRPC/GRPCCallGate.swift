public import GRPCCore

/// Decides whether a client's call is made, and learns how it ended: what a circuit breaker needs.
///
/// It is asked before a connection is looked for, and hears of every end, also of calls that find no connection, are given
/// up or run out of time.
public protocol GRPCCallGate: Sendable {
    /// Returns when the call may be made.
    /// - Throws: What the caller gets instead of an answer. Its cause becomes an exception on the call's span.
    func admit() throws(RPCError)

    /// An admitted call has ended; told once a call, with the time that it has taken.
    func finished(_ code: Status.Code, after duration: Duration)
}
