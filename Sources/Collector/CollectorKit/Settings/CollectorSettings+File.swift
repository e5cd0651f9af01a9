import Export
import Receiver
import SpanStore
import TraceQuery

extension CollectorSettings {
    /// Takes over what the configuration file says; `otel/collector.yaml` shows every key.
    mutating func readFile(_ text: String, path: String) throws(SettingsError) {
        guard let root = try YAMLMapping.root(of: text, path: path) else { return }
        try root.allow(["data", "storage", "receivers", "query", "exporters"])
        if let data = try root.string("data") { dataDirectory = data }
        if let storage = try root.mapping("storage") { try readStorage(storage) }
        if let receivers = try root.mapping("receivers") {
            try receivers.allow(["otlp_http"])
            if let otlp = try receivers.mapping("otlp_http") { try readReceiver(otlp) }
        }
        if let query = try root.mapping("query") {
            try query.allow(["address"])
            if let address = try query.address("address") { self.query = address }
        }
        exporters = []
        for exporter in try root.mappings("exporters") { exporters.append(try readExporter(exporter)) }
        for (index, exporter) in exporters.enumerated()
        where exporters[..<index].contains(where: { $0.name == exporter.name }) {
            throw SettingsError(
                .invalidValue, "\(path): exporters: there are two named “\(exporter.name)”; each needs its own name")
        }
    }

    /// `storage.retention.age` and `.size`: the oldest segments are deleted when their newest span came longer ago, and
    /// while there are more bytes. `storage.query.maximum_scanned_spans`: a search that would look at more is refused.
    private mutating func readStorage(_ storage: YAMLMapping) throws(SettingsError) {
        try storage.allow(["retention", "query"])
        if let retention = try storage.mapping("retention") {
            try retention.allow(["age", "size"])
            if let age = try retention.duration("age") { store.retentionAge = age }
            if let bytes = try retention.bytes("size") { store.retentionBytes = bytes }
        }
        if let query = try storage.mapping("query") {
            try query.allow(["maximum_scanned_spans"])
            if let spans = try query.count("maximum_scanned_spans") { store.maximumScannedSpans = spans }
        }
    }

    private mutating func readReceiver(_ otlp: YAMLMapping) throws(SettingsError) {
        try otlp.allow(["address", "maximum_body", "maximum_decompressed"])
        if let address = try otlp.address("address") { otlpHTTP = address }
        if let bytes = try otlp.bytes("maximum_body") { receiver.maximumBodyBytes = bytes }
        if let bytes = try otlp.bytes("maximum_decompressed") { receiver.maximumDecompressedBytes = bytes }
    }

    private func readExporter(_ mapping: YAMLMapping) throws(SettingsError) -> ExporterConfiguration {
        try mapping.allow(["name", "endpoint", "compression", "timeout", "batch_bytes", "batch_delay", "headers"])
        guard let endpoint = try mapping.string("endpoint") else {
            throw mapping.error(.invalidValue, "endpoint", "is missing: it takes a URL such as http://127.0.0.1:4318")
        }
        var exporter = try Self.exporter(
            try mapping.string("name") ?? "otlp", endpoint: endpoint, source: mapping.place(of: "endpoint"))
        if let name = try mapping.string("compression") {
            guard let compression = ExporterConfiguration.Compression(rawValue: name) else {
                throw mapping.error(.invalidValue, "compression", "takes gzip or none, not “\(name)”")
            }
            exporter.compression = compression
        }
        if let timeout = try mapping.duration("timeout") { exporter.timeout = timeout }
        if let bytes = try mapping.bytes("batch_bytes") { exporter.maximumBatchBytes = bytes }
        if let delay = try mapping.duration("batch_delay") { exporter.batchDelay = delay }
        if let headers = try mapping.mapping("headers") { exporter.headers = try headers.strings() }
        return exporter
    }
}
