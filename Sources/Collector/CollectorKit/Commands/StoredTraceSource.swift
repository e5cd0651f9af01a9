import FoundationEssentials
import NIOPosix
public import OTLP
public import SpanStore
import TraceQuery

/// Reads a store's directory, beside the collector that writes to it or without one.
public struct StoredTraceSource: TraceSource {
    private let store: SpanStore

    /// Opens the directory for reading. Blocks.
    ///
    /// - Throws: ``CollectorError`` naming the directory.
    public init(directory: String) throws(CollectorError) {
        do {
            store = try SpanStore(directory: directory, mode: .readOnly)
        } catch {
            throw CollectorError(.storage, "cannot read the data directory \(directory): \(error)")
        }
    }

    /// What is damaged in the directory.
    public var warnings: [String] { store.warnings }

    /// The names of all services, sorted.
    public func services() async throws -> [String] { store.services() }

    /// A service's operations, sorted.
    public func operations(of service: String) async throws -> [Operation] {
        try await NIOThreadPool.singleton.runIfActive { [store] in try store.operations(of: service) }
    }

    /// A trace, nil when it is unknown.
    public func trace(_ id: TraceID) async throws -> Trace? {
        try await NIOThreadPool.singleton.runIfActive { [store] in try store.trace(id) { _ in } }
    }

    /// Traces that match the parameters of Jaeger's API, the newest first.
    public func search(_ parameters: [(name: String, value: String)]) async throws -> [Trace] {
        let now = UInt64(max(0, Date().timeIntervalSince1970) * 1e9)
        guard case .search(let search) = try TraceQueryParameters(parameters, nowUnixNano: now) else { return [] }
        return try await NIOThreadPool.singleton.runIfActive { [store] in try store.search(search) }
    }
}
