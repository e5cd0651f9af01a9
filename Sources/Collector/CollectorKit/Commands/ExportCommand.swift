import FoundationEssentials
import NIOPosix
public import OTLP
import SpanStore
import TraceQuery

/// `collector store export`: writes a directory's spans to a file or to standard output, as the OpenTelemetry
/// Collector's file exporter does.
public struct ExportCommand: Sendable {
    /// How an ExportTraceServiceRequest is written.
    public enum Format: String, CaseIterable, Sendable {
        /// OTLP/JSON, one request on each line.
        case json
        /// Protobuf, each request after its length in four bytes, the highest first.
        case protobuf
    }

    /// What became of an export.
    public struct Result: Sendable {
        /// How many spans were written.
        public var spans: Int
        /// What could not be read and was left out, one sentence each.
        public var warnings: [String]
    }

    private let directory: String
    private let format: Format
    private let output: String?
    private let traces: Set<TraceID>?
    private let filter: SpanFilter
    private let startUnixNano: UInt64?

    /// An export.
    ///
    /// - Parameters:
    ///   - directory: the data directory.
    ///   - format: how the spans are written.
    ///   - output: the file to write; nil for standard output.
    ///   - traces: the traces to write; none for all.
    ///   - parameters: what a span must be like, in the parameters of ``TraceQueryParameters/filter(_:)``.
    ///   - since: how far to look back, such as `7d`; nil for ever.
    /// - Throws: `QueryError` naming the parameter.
    public init(
        directory: String, format: Format, output: String?, traces: [TraceID],
        parameters: [(name: String, value: String)], since: String?
    ) throws {
        self.directory = directory
        self.format = format
        self.output = output
        self.traces = traces.isEmpty ? nil : Set(traces)
        filter = try TraceQueryParameters.filter(parameters)
        startUnixNano = try since.map { since in
            guard let lookback = GoDuration.nanoseconds(since) else {
                throw QueryError(.invalidParameter, "--since takes a duration such as 90s, 1h or 7d, not “\(since)”")
            }
            let now = UInt64(max(0, Date().timeIntervalSince1970) * 1e9)
            return now - min(now, lookback)
        }
    }

    /// Writes. A reader that has gone away ends it, and is no error.
    ///
    /// - Throws: ``CollectorError`` naming the file or the directory.
    public func run() async throws -> Result {
        try await NIOThreadPool.singleton.runIfActive { try write() }
    }

    private func write() throws -> Result {
        let store: SpanStore
        do {
            store = try SpanStore(directory: directory, mode: .readOnly)
        } catch {
            throw CollectorError(.storage, "cannot read the data directory \(directory): \(error)")
        }
        let output = try OutputFile(path: self.output)
        var spans = 0
        do {
            spans = try store.export(matching: filter, startUnixNano: startUnixNano, traces: traces) { request in
                switch format {
                case .json: try output.write(try Self.line(request))
                case .protobuf:
                    let length = UInt32(request.count)
                    try output.write([3, 2, 1, 0].map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + request)
                }
            }
            try output.finish()
        } catch is OutputFile.ReaderIsGone {}
        return Result(spans: spans, warnings: store.warnings)
    }

    private static func line(_ request: [UInt8]) throws -> [UInt8] {
        // What was accepted once is exported, whatever the limits are.
        let limits = Limits(
            maximumMessageBytes: .max, maximumNestingDepth: 100, maximumAttributes: .max, maximumArenaBytes: 4 << 30)
        return try ExportTraceServiceRequest(protobuf: request, limits: limits).json() + [UInt8(ascii: "\n")]
    }
}
