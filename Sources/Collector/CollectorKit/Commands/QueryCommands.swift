public import OTLP
import SpanStore
public import TraceQuery

/// What the query commands of the command line print.
public struct QueryCommands: Sendable {
    private let source: any TraceSource
    private let style: TerminalStyle

    /// Commands that read from a source and write in a style.
    public init(source: any TraceSource, style: TerminalStyle) {
        self.source = source
        self.style = style
    }

    /// What was missing from what the commands have printed, one sentence each.
    public var warnings: [String] { source.warnings }

    /// `collector services`: a name on each line, or Jaeger's JSON.
    public func services(json: Bool) async throws -> String {
        let names = try await source.services()
        return json ? text(JaegerJSON.names(names)) : names.map { "\($0)\n" }.joined()
    }

    /// `collector services NAME`: a table of the service's operations, or Jaeger's JSON.
    ///
    /// - Throws: ``QueryError`` with the code `notFound` when the service is unknown.
    public func operations(of service: String, json: Bool) async throws -> String {
        let operations = try await source.operations(of: service)
        guard !operations.isEmpty else { throw QueryError(.notFound, "the service “\(service)” is unknown") }
        if json { return text(JaegerJSON.operations(operations)) }
        var table = TextTable(headings: ["KIND", "OPERATION"])
        for operation in operations { table.add([operation.kind.description, operation.name]) }
        return table.render(style: style)
    }

    /// `collector traces`: a table, the newest trace first, or OTLP/JSON.
    public func traces(_ parameters: [(name: String, value: String)], json: Bool) async throws -> String {
        let traces = try await source.search(parameters)
        if json { return text(ExportTraceServiceRequest(traces).json()) }
        guard !traces.isEmpty else { return "no trace matches\n" }
        let summaries = traces.map(TraceSummary.init).sorted { $0.startUnixNano > $1.startUnixNano }
        return TraceSummary.table(summaries).render(style: style)
    }

    /// `collector trace ID`: the waterfall, or OTLP/JSON.
    ///
    /// - Throws: ``QueryError`` with the code `notFound` when the trace is unknown.
    public func trace(_ id: TraceID, json: Bool) async throws -> String {
        guard let trace = try await source.trace(id) else {
            throw QueryError(.notFound, "the trace \(id) is unknown")
        }
        if json { return text(ExportTraceServiceRequest([trace]).json()) }
        return Waterfall(trace).render(id: id, style: style)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) + "\n" }
}
