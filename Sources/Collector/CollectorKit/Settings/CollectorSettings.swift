public import Export
public import Receiver
public import SpanStore

/// Everything that `collector serve` can be told.
public struct CollectorSettings: Sendable {
    /// What is taken from the command line; nil where a flag is absent.
    public struct Flags: Sendable {
        /// `--data`.
        public var data: String?
        /// `--otlp-http`.
        public var otlpHTTP: String?
        /// `--query`.
        public var query: String?
        /// `--export-otlp-http`.
        public var exportOTLPHTTP: String?
        /// `--retention-age`.
        public var retentionAge: String?
        /// `--retention-size`.
        public var retentionSize: String?

        /// Flags.
        public init(
            data: String? = nil, otlpHTTP: String? = nil, query: String? = nil, exportOTLPHTTP: String? = nil,
            retentionAge: String? = nil, retentionSize: String? = nil
        ) {
            self.data = data
            self.otlpHTTP = otlpHTTP
            self.query = query
            self.exportOTLPHTTP = exportOTLPHTTP
            self.retentionAge = retentionAge
            self.retentionSize = retentionSize
        }
    }

    /// Where spans are kept when nobody says where.
    public static let defaultDataDirectory = ".cairn/collector"

    /// The store's directory.
    public var dataDirectory = defaultDataDirectory
    /// How many spans a search may look at when nobody says how many.
    public static let defaultMaximumScannedSpans = 100_000_000

    /// How the store is kept.
    public var store = SpanStore.Options(maximumScannedSpans: defaultMaximumScannedSpans)
    /// Where OTLP/HTTP is received.
    public var otlpHTTP = ListenAddress(host: "127.0.0.1", port: 4318)
    /// What the receiver takes.
    public var receiver = ReceiverConfiguration()
    /// Where queries are answered.
    public var query = ListenAddress(host: "127.0.0.1", port: 9318)
    /// Where spans are forwarded.
    public var exporters: [ExporterConfiguration] = []

    /// The defaults.
    public init() {}

    /// Settles what holds: flags before environment before file before defaults.
    ///
    /// An export endpoint from a flag or the environment takes the place of all exporters of the file.
    ///
    /// - Parameters:
    ///   - flags: the command line.
    ///   - environment: `COLLECTOR_DATA`, `COLLECTOR_OTLP_HTTP_ADDR`, `COLLECTOR_QUERY_ADDR`,
    ///     `COLLECTOR_EXPORT_OTLP_ENDPOINT`, `COLLECTOR_RETENTION_AGE`, `COLLECTOR_RETENTION_SIZE`; empty values count as
    ///     absent.
    ///   - file: the path and text of the configuration file, if there is one.
    /// - Throws: ``SettingsError`` naming the flag, variable or key.
    public init(
        flags: Flags = Flags(), environment: [String: String] = [:], file: (path: String, text: String)? = nil
    ) throws(SettingsError) {
        if let file { try readFile(file.text, path: file.path) }
        let environment = environment.filter { !$0.value.isEmpty }
        if let data = flags.data ?? environment["COLLECTOR_DATA"] { dataDirectory = data }
        if let given = Self.given(flags.otlpHTTP, "--otlp-http", environment, "COLLECTOR_OTLP_HTTP_ADDR") {
            otlpHTTP = try ListenAddress(given.text, source: given.source)
        }
        if let given = Self.given(flags.query, "--query", environment, "COLLECTOR_QUERY_ADDR") {
            query = try ListenAddress(given.text, source: given.source)
        }
        if let given = Self.given(flags.retentionAge, "--retention-age", environment, "COLLECTOR_RETENTION_AGE") {
            store.retentionAge = try SettingText.duration(given.text, source: given.source)
        }
        if let given = Self.given(flags.retentionSize, "--retention-size", environment, "COLLECTOR_RETENTION_SIZE") {
            store.retentionBytes = try SettingText.bytes(given.text, source: given.source)
        }
        let export = Self.given(
            flags.exportOTLPHTTP, "--export-otlp-http", environment, "COLLECTOR_EXPORT_OTLP_ENDPOINT")
        if let export { exporters = [try Self.exporter("otlp", endpoint: export.text, source: export.source)] }
        guard !dataDirectory.isEmpty else { throw SettingsError(.invalidValue, "--data: the directory is empty") }
    }

    static func exporter(
        _ name: String, endpoint: String, source: String
    ) throws(SettingsError) -> ExporterConfiguration {
        do {
            return try ExporterConfiguration(name: name, endpoint: endpoint)
        } catch {
            throw SettingsError(.invalidValue, "\(source): \(error.message)")
        }
    }

    private static func given(
        _ flag: String?, _ flagName: String, _ environment: [String: String], _ variable: String
    ) -> (text: String, source: String)? {
        flag.map { ($0, flagName) } ?? environment[variable].map { ($0, variable) }
    }
}
