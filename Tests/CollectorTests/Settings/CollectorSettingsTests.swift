import CollectorKit
import Export
import Receiver
import SpanStore
import Testing

@Suite("Settings")
struct CollectorSettingsTests {
    private static let file = """
        data: /var/lib/cairn
        storage:
          retention:
            age: 7d
            size: 10GiB
          query:
            maximum_scanned_spans: 5000
        receivers:
          otlp_http:
            address: 0.0.0.0:14318
            maximum_body: 1MiB
            maximum_decompressed: 8000000
        query:
          address: "[::1]:19318"
        exporters:
          - name: jaeger
            endpoint: http://jaeger:4318/
            compression: none
            timeout: 1.5s
            batch_bytes: 64KiB
            batch_delay: 1s
            headers:
              Authorization: Bearer x
          - endpoint: https://example.com/otlp/v1/traces
        """

    @Test("everything in the file is taken over")
    func wholeFile() throws {
        let settings = try CollectorSettings(file: ("c.yaml", Self.file))
        #expect(settings.dataDirectory == "/var/lib/cairn")
        #expect(settings.store.retentionBytes == 10 << 30)
        #expect(settings.store.retentionAge == .seconds(7 * 86_400))
        #expect(settings.store.maximumScannedSpans == 5_000)
        #expect(settings.otlpHTTP == ListenAddress(host: "0.0.0.0", port: 14318))
        #expect(settings.receiver.maximumBodyBytes == 1 << 20)
        #expect(settings.receiver.maximumDecompressedBytes == 8_000_000)
        #expect(settings.query == ListenAddress(host: "::1", port: 19318))
        #expect(settings.query.description == "[::1]:19318")
        #expect(settings.exporters.map(\.name) == ["jaeger", "otlp"])
        #expect(
            settings.exporters.map(\.url) == ["http://jaeger:4318/v1/traces", "https://example.com/otlp/v1/traces"])
        let jaeger = try #require(settings.exporters.first)
        #expect(jaeger.compression == .none && jaeger.timeout == .milliseconds(1500))
        #expect(jaeger.maximumBatchBytes == 65_536 && jaeger.batchDelay == .seconds(1))
        #expect(jaeger.headers == ["Authorization": "Bearer x"])
    }

    @Test("nothing said means the defaults", arguments: [nil, "", "# nothing\n", "data:\nexporters: []\n"])
    func defaults(text: String?) throws {
        let settings = try CollectorSettings(file: text.map { ("c.yaml", $0) })
        #expect(settings.dataDirectory == ".cairn/collector")
        #expect(settings.otlpHTTP.description == "127.0.0.1:4318")
        #expect(settings.query.description == "127.0.0.1:9318")
        #expect(settings.exporters.isEmpty)
        #expect(settings.store.retentionAge == nil && settings.store.retentionBytes == nil)
        #expect(settings.store.maximumScannedSpans == 100_000_000)
    }

    @Test("flags come before the environment, and that before the file")
    func precedence() throws {
        let environment = [
            "COLLECTOR_DATA": "env", "COLLECTOR_OTLP_HTTP_ADDR": "127.0.0.1:2", "COLLECTOR_QUERY_ADDR": "",
            "COLLECTOR_EXPORT_OTLP_ENDPOINT": "http://env:1", "COLLECTOR_RETENTION_AGE": "2h",
            "COLLECTOR_RETENTION_SIZE": "2GiB",
        ]
        let settings = try CollectorSettings(
            flags: .init(data: "flag", retentionAge: "1h"), environment: environment, file: ("c.yaml", Self.file))
        #expect(settings.dataDirectory == "flag")
        #expect(settings.otlpHTTP.port == 2)
        #expect(settings.query.port == 19318)
        #expect(settings.store.retentionAge == .seconds(3600))
        #expect(settings.store.retentionBytes == 2 << 30)
        #expect(settings.exporters.map(\.url) == ["http://env:1/v1/traces"])
        let flagged = try CollectorSettings(flags: .init(exportOTLPHTTP: "http://flag:1"), environment: environment)
        #expect(flagged.exporters.map(\.url) == ["http://flag:1/v1/traces"])
    }

    @Test(
        "a mistake in the file is named by file, line and key",
        arguments: [
            ("data: [1]", "c.yaml:1: data takes a text"), ("dta: x", "dta is unknown"),
            ("query:\n  adress: x", "c.yaml:2: query.adress is unknown"),
            ("query:\n  address: 9318", "c.yaml:2: query.address: “9318” is not an address"),
            ("retention:\n  age: 7d", "retention is unknown"), ("storage:\n  retain: 1", "storage.retain is unknown"),
            (
                "storage:\n  retention:\n    size: much",
                "c.yaml:3: storage.retention.size takes a size such as 16MiB, not “much”"
            ),
            ("storage:\n  retention:\n    age: 3", "c.yaml:3: storage.retention.age takes a duration"),
            ("storage:\n  retention: {bytes: 1}", "storage.retention.bytes is unknown"),
            (
                "storage:\n  query:\n    maximum_scanned_spans: 0",
                "c.yaml:3: storage.query.maximum_scanned_spans takes a number above 0, not “0”"
            ),
            ("exporters: {}", "exporters takes a list"), ("exporters:\n  - x", "exporters[0] takes a mapping"),
            ("exporters:\n  - name: a", "exporters[0].endpoint is missing"),
            ("exporters:\n  - endpoint: nowhere", "c.yaml:2: exporters[0].endpoint: “nowhere” is not"),
            ("exporters:\n  - {endpoint: 'http://a', compression: lz4}", "exporters[0].compression takes gzip or none"),
            ("exporters:\n  - {endpoint: 'http://a', name: ../x}", "“../x”"),
            ("exporters:\n  - {endpoint: 'http://a'}\n  - {endpoint: 'http://b'}", "there are two named “otlp”"),
            ("a: b: c", "c.yaml is not valid YAML"), ("- x", "c.yaml must be a mapping"),
        ])
    func mistakes(text: String, mentions: String) {
        let error = #expect(throws: SettingsError.self) { try CollectorSettings(file: ("c.yaml", text)) }
        #expect(error?.message.contains(mentions) == true, "\(error?.message ?? "")")
    }

    @Test(
        "a wrong value is named by flag or variable",
        arguments: [
            (["COLLECTOR_OTLP_HTTP_ADDR": "x"], "COLLECTOR_OTLP_HTTP_ADDR: “x”"),
            (["COLLECTOR_QUERY_ADDR": "host:"], "COLLECTOR_QUERY_ADDR: “host:”"),
            (["COLLECTOR_QUERY_ADDR": ":1"], "COLLECTOR_QUERY_ADDR: “:1”"),
            (["COLLECTOR_QUERY_ADDR": "a b:1"], "“a b:1”"), (["COLLECTOR_QUERY_ADDR": "::1:5"], "“::1:5”"),
            (["COLLECTOR_EXPORT_OTLP_ENDPOINT": "ftp://x"], "COLLECTOR_EXPORT_OTLP_ENDPOINT: “ftp://x”"),
            (["COLLECTOR_RETENTION_AGE": "old"], "COLLECTOR_RETENTION_AGE takes a duration such as 500ms, 10s or 7d"),
            (["COLLECTOR_RETENTION_SIZE": "-1"], "COLLECTOR_RETENTION_SIZE takes a size such as 16MiB, not “-1”"),
        ])
    func wrongValues(environment: [String: String], mentions: String) {
        let error = #expect(throws: SettingsError.self) { try CollectorSettings(environment: environment) }
        #expect(error?.message.contains(mentions) == true, "\(error?.message ?? "")")
    }
}
