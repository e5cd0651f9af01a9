/// What a server makes of the trace context and the baggage that a request brings along.
///
/// Whoever can reach a server can send both. A trace that is continued takes the caller's identifiers and its sampling
/// decision: a stranger could write into any trace that it knows the identifier of, have everything recorded, or nothing.
/// Baggage goes on to every service behind. So between a program's own parts both are continued, and at the edge to the
/// internet they are not.
public struct IncomingContext: Sendable, Hashable {
    /// What becomes of the trace.
    public enum Trace: String, Sendable, CaseIterable {
        /// The request belongs to the caller's trace.
        case `continue`
        /// The request begins a trace of its own, which is linked to the caller's.
        case link
        /// The request begins a trace of its own.
        case ignore
    }

    /// What becomes of the baggage.
    public enum Baggage: String, Sendable, CaseIterable {
        /// It goes on to whatever is called.
        case `continue`
        /// It ends here.
        case ignore
    }

    /// What becomes of the trace.
    public var trace: Trace
    /// What becomes of the baggage.
    public var baggage: Baggage

    /// A choice of both.
    public init(trace: Trace, baggage: Baggage) {
        self.trace = trace
        self.baggage = baggage
    }

    /// For a server that only known programs can reach.
    public static let trusted = IncomingContext(trace: .continue, baggage: .continue)
    /// For a server that anybody can reach.
    public static let untrusted = IncomingContext(trace: .link, baggage: .ignore)
}
