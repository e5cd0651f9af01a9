import CollectorKit
import Export
import Hummingbird
import Logging
import OTLP
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("Exporter")
struct ExporterTests {
    private let source: TemporaryDirectory
    private let target: TemporaryDirectory

    init() throws {
        source = try TemporaryDirectory()
        target = try TemporaryDirectory()
    }

    private func exporter(to url: String, name: String = "next") throws -> ExporterConfiguration {
        var exporter = try ExporterConfiguration(name: name, endpoint: url)
        exporter.batchDelay = .zero
        exporter.backoff = .init(initial: .milliseconds(10), maximum: .milliseconds(50))
        return exporter
    }

    private func metric(_ name: String, at query: String) async throws -> Int? {
        let lines = try await send("GET", query + "/metrics").text.split(separator: "\n")
        return lines.first { $0.hasPrefix(name + "{") }.flatMap { Int($0.split(separator: " ").last ?? "") }
    }

    @Test("an endpoint that is down, then refuses, then works loses nothing")
    func outage() async throws {
        let port = try ReservedPort()
        let ids = (0..<30).map { _ in TraceID.random() }
        try await RunningCollector.with(
            directory: source, configure: { $0.exporters = [try! exporter(to: port.url)] }
        ) { collector in
            for id in ids.prefix(10) {
                #expect(try await post(request(trace: id).protobuf(), to: collector.otlp).status == 200)
            }
            try await eventually("an attempt fails while nobody listens") {
                try await metric("cairn_exporter_failed_attempts_total", at: collector.query) ?? 0 > 0
            }
            try await Refusing.with(port: port, status: .serviceUnavailable) { refusing in
                for id in ids[10..<20] {
                    #expect(try await post(request(trace: id).protobuf(), to: collector.otlp).status == 200)
                }
                try await eventually("requests are refused") { refusing.requests > 2 }
            }
            #expect(try await metric("cairn_exporter_behind", at: collector.query) == 1)
            try await RunningCollector.with(
                directory: target, configure: { $0.otlpHTTP = ListenAddress(host: "127.0.0.1", port: port.port) }
            ) { next in
                for id in ids[20...] {
                    #expect(try await post(request(trace: id).protobuf(), to: collector.otlp).status == 200)
                }
                try await eventually("everything arrives") {
                    try await spanCounts(of: ids, at: next.query)
                        == Dictionary(uniqueKeysWithValues: ids.map { ($0, 2) })
                }
                try await eventually("the exporter has caught up") {
                    try await metric("cairn_exporter_behind", at: collector.query) == 0
                }
            }
        }
    }

    @Test("the cursor outlives a restart: nothing is sent twice, and nothing is left out")
    func restart() async throws {
        try await RunningCollector.with(directory: target) { next in
            let configuration = try exporter(to: next.otlp)
            let first = TraceID.random()
            try await RunningCollector.with(directory: source, configure: { $0.exporters = [configuration] }) {
                collector in
                #expect(try await post(request(trace: first).protobuf(), to: collector.otlp).status == 200)
                try await eventually("the exporter has caught up") {
                    try await metric("cairn_exporter_behind", at: collector.query) == 0
                }
            }
            let unseen = TraceID.random()
            try await RunningCollector.with(directory: source) { collector in
                let status = try await post(request(trace: unseen).protobuf(), to: collector.otlp).status
                #expect(status == 200)
            }
            try await RunningCollector.with(directory: source, configure: { $0.exporters = [configuration] }) {
                collector in
                try await eventually("the rest arrives") {
                    try await spanCounts(of: [first, unseen], at: next.query) == [first: 2, unseen: 2]
                }
                try await eventually("the exporter has caught up") {
                    try await metric("cairn_exporter_behind", at: collector.query) == 0
                }
                #expect(try await metric("cairn_exporter_batches_total", at: collector.query) == 1)
            }
            let metrics = try await send("GET", next.query + "/metrics").text
            #expect(metrics.contains("cairn_receiver_spans_total 4\n"))
        }
    }

    @Test("an endpoint that refuses for good stops nothing")
    func refusedForGood() async throws {
        let port = try ReservedPort()
        try await Refusing.with(port: port, status: .unauthorized) { _ in
            try await RunningCollector.with(
                directory: source, configure: { $0.exporters = [try! exporter(to: port.url)] }
            ) { collector in
                for _ in 0..<3 {
                    #expect(try await post(request().protobuf(), to: collector.otlp).status == 200)
                    try await eventually("the exporter has moved on") {
                        try await metric("cairn_exporter_behind", at: collector.query) == 0
                    }
                }
                #expect(try await metric("cairn_exporter_rejected_batches_total", at: collector.query) == 3)
                #expect(try await metric("cairn_exporter_batches_total", at: collector.query) == 0)
            }
        }
    }

    @Test("each exporter has its own place")
    func twoExporters() async throws {
        let port = try ReservedPort()
        try await RunningCollector.with(directory: target) { next in
            let exporters = [try exporter(to: port.url, name: "down"), try exporter(to: next.otlp, name: "up")]
            try await RunningCollector.with(directory: source, configure: { $0.exporters = exporters }) { collector in
                let id = TraceID.random()
                #expect(try await post(request(trace: id).protobuf(), to: collector.otlp).status == 200)
                try await eventually("the trace arrives where it can") {
                    try await spanCounts(of: [id], at: next.query) == [id: 2]
                }
            }
        }
    }
}
