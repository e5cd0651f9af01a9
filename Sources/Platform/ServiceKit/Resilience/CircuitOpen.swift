/// A call is not made: the circuit of the service is open.
struct CircuitOpen: CallRefusal {
    /// The service, for logs and spans.
    let upstream: String

    var description: String { "the circuit of \(upstream) is open: too many calls failed lately" }
}
