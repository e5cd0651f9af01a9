import FoundationEssentials

/// Where an exporter sends spans, and how.
public struct ExporterConfiguration: Hashable, Sendable {
    /// How request bodies are compressed.
    public enum Compression: String, Hashable, Sendable, CaseIterable {
        /// `Content-Encoding: gzip`.
        case gzip
        /// Not at all.
        case none
    }

    /// What tells this exporter's cursor from those of others: letters, digits, `-`, `_` and `.`.
    public let name: String
    /// The URL that requests are posted to.
    public let url: String
    /// Fields added to every request, such as `Authorization`.
    public var headers: [String: String] = [:]
    /// How request bodies are compressed.
    public var compression = Compression.gzip
    /// How long one attempt may take.
    public var timeout: Duration = .seconds(10)
    /// How long to wait for more before a batch is sent.
    public var batchDelay: Duration = .milliseconds(200)
    /// How many bytes of protobuf a batch holds at most; a request that is larger by itself is a batch of its own.
    public var maximumBatchBytes = 1 << 20
    /// The pauses between attempts.
    public var backoff = RetryPolicy.Backoff()

    /// Describes an exporter.
    ///
    /// - Parameters:
    ///   - name: its name, which is part of a file name.
    ///   - endpoint: an OTLP/HTTP endpoint such as `http://127.0.0.1:4318`; `/v1/traces` is added where it is missing.
    /// - Throws: ``ExportError`` with the code `configuration`, naming the value.
    public init(name: String, endpoint: String) throws(ExportError) {
        let isFileName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                || Character(Unicode.Scalar(byte)).isNumber || Character(Unicode.Scalar(byte)).isLetter && byte < 0x80
        }
        guard isFileName, !name.isEmpty, !name.hasPrefix(".") else {
            throw ExportError(
                .configuration,
                "the exporter name “\(name)” may hold only letters, digits, “-”, “_” and “.”, and begins with no dot")
        }
        guard let url = URL(string: endpoint), url.scheme == "http" || url.scheme == "https",
            let host = url.host(), !host.isEmpty, url.query() == nil, url.fragment() == nil
        else {
            throw ExportError(
                .configuration,
                "“\(endpoint)” is not an OTLP/HTTP endpoint: it takes a URL such as http://127.0.0.1:4318")
        }
        self.name = name
        let base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        self.url = base.hasSuffix("/v1/traces") ? base : base + "/v1/traces"
    }
}
