public import OTLP
public import SpanStore

/// Where the commands read: a running collector, or a store's directory.
public protocol TraceSource: Sendable {
    /// The names of all services, sorted.
    func services() async throws -> [String]

    /// A service's operations, sorted.
    func operations(of service: String) async throws -> [Operation]

    /// A trace, nil when it is unknown.
    func trace(_ id: TraceID) async throws -> Trace?

    /// Traces that match the parameters of Jaeger's API, the newest first.
    func search(_ parameters: [(name: String, value: String)]) async throws -> [Trace]

    /// What was missing from the answers so far, one sentence each.
    var warnings: [String] { get }
}
