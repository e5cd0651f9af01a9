import CollectorKit
import OTLP
import Receiver
import SpanStore
import TestSupport
import Testing

@Suite("Receiver")
struct ReceiverTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test("what is answered 200 is found at once", arguments: [false, true])
    func accepted(compressed: Bool) async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let id = TraceID.random()
            let body = request(trace: id).protobuf()
            let answer = try await post(
                compressed ? Gzip.compress(body) : body, to: collector.otlp,
                headers: compressed ? ["content-encoding": "gzip"] : [:])
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/x-protobuf")
            #expect(try ExportTraceServiceResponse(protobuf: answer.body).partialSuccess == nil)
            #expect(try await spanCounts(of: [id], at: collector.query) == [id: 2])
        }
    }

    @Test("a large body is taken, compressed or not", arguments: [false, true])
    func large(compressed: Bool) async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let id = TraceID.random()
            let body = request(trace: id, padding: 3 << 20).protobuf()
            let answer = try await post(
                compressed ? Gzip.compress(body) : body, to: collector.otlp,
                headers: compressed ? ["content-encoding": "gzip"] : [:])
            #expect(answer.status == 200)
            #expect(try await spanCounts(of: [id], at: collector.query) == [id: 2])
        }
    }

    @Test("OTLP/JSON is taken, and answered in JSON", arguments: [false, true])
    func json(compressed: Bool) async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let id = TraceID.random()
            var headers = ["content-type": "application/json; charset=utf-8"]
            if compressed { headers["content-encoding"] = "gzip" }
            let json = request(trace: id).json()
            let answer = try await post(compressed ? Gzip.compress(json) : json, to: collector.otlp, headers: headers)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.text == "{}")
            #expect(try await spanCounts(of: [id], at: collector.query) == [id: 2])
            let refused = try await post(
                Array(#"{"resourceSpans": ["#.utf8), to: collector.otlp, headers: ["content-type": "application/json"])
            #expect(refused.status == 400)
            #expect(refused.text.hasPrefix(#"{"code":3,"message":"#))
            #expect(refused.text.contains("byte"))
        }
    }

    @Test("an empty request is a success")
    func empty() async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let status = try await post([], to: collector.otlp).status
            #expect(status == 200)
        }
    }

    @Test("spans without valid ids are rejected, and the others stored")
    func partialSuccess() async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let id = TraceID.random()
            var mixed = request(trace: id)
            mixed.resourceSpans[0].scopeSpans[0].spans[1].spanID = SpanID(value: 0)
            let answer = try await post(mixed.protobuf(), to: collector.otlp)
            #expect(answer.status == 200)
            let partial = try #require(try ExportTraceServiceResponse(protobuf: answer.body).partialSuccess)
            #expect(partial.rejectedSpans == 1)
            #expect(!partial.errorMessage.isEmpty)
            #expect(try await spanCounts(of: [id], at: collector.query) == [id: 1])
        }
    }

    /// A request that is refused, and how.
    struct Refusal: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var method = "POST"
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        var status: Int
        var mentions: String
    }

    @Test(
        "a request that cannot be taken is refused with a google.rpc.Status",
        arguments: [
            Refusal(
                testDescription: "no protobuf", body: [0x0A, 0xFF, 0x01, 0x00], status: 400, mentions: "byte"),
            Refusal(
                testDescription: "truncated gzip", headers: ["content-encoding": "gzip"],
                body: Array(Gzip.compress(request().protobuf()).dropLast(9)), status: 400, mentions: "gzip"),
            Refusal(
                testDescription: "not gzip", headers: ["content-encoding": "gzip"], body: [1, 2, 3], status: 400,
                mentions: "gzip"),
            Refusal(
                testDescription: "unknown encoding", headers: ["content-encoding": "br"], status: 415,
                mentions: "Content-Encoding"),
            Refusal(
                testDescription: "unknown type", headers: ["content-type": "text/plain"], status: 415,
                mentions: "Content-Type"),
            Refusal(
                testDescription: "too large", body: Array(repeating: 0, count: 70_000), status: 413,
                mentions: "65536 bytes"),
            Refusal(
                testDescription: "too large after decompression", headers: ["content-encoding": "gzip"],
                body: Gzip.compress(Array(repeating: 0, count: 300_000)), status: 413,
                mentions: "262144 bytes after decompression"),
            Refusal(testDescription: "wrong method", method: "GET", status: 405, mentions: "POST"),
        ])
    func refusals(refusal: Refusal) async throws {
        try await RunningCollector.with(
            directory: directory,
            configure: {
                $0.receiver.maximumBodyBytes = 65_536
                $0.receiver.maximumDecompressedBytes = 262_144
            }
        ) { collector in
            let headers = ["content-type": "application/x-protobuf"].merging(refusal.headers) { _, given in given }
            let answer = try await send(
                refusal.method, collector.otlp + "/v1/traces", headers: headers,
                body: refusal.method == "GET" ? nil : refusal.body)
            #expect(answer.status == refusal.status)
            #expect(answer.text.contains(refusal.mentions))
            if headers["content-type"] == "application/x-protobuf" {
                // google.rpc.Status: field 1 is the code, a varint; field 2 the message.
                #expect(answer.body.first == 0x08)
                #expect(answer.body.dropFirst(2).first == 0x12)
            }
            let metrics = try await send("GET", collector.query + "/metrics").text
            #expect(metrics.contains("cairn_receiver_requests_total{status=\"\(refusal.status)\"} 1"))
            #expect(metrics.contains("cairn_store_spans 0\n"))
        }
    }

    @Test("a body that never ends is refused when it exceeds the limit, whatever was announced")
    func chunked() async throws {
        try await RunningCollector.with(
            directory: directory, configure: { $0.receiver.maximumBodyBytes = 1000 }
        ) { collector in
            let answer = try await postChunks(
                count: 100, of: Array(repeating: 0, count: 100), to: collector.otlp + "/v1/traces")
            #expect(answer == 413)
        }
    }

    @Test("other paths are not found")
    func otherPaths() async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let status = try await send("GET", collector.otlp + "/").status
            #expect(status == 404)
            let posted = try await send("POST", collector.otlp + "/v1/metrics", body: []).status
            #expect(posted == 404)
        }
    }

    @Test("an overloaded store is a 503 that says when to try again, and nothing is kept")
    func overloaded() async throws {
        try await RunningCollector.with(
            directory: directory, configure: { $0.store.maximumWaitingBytes = 0 }
        ) { collector in
            let id = TraceID.random()
            let answer = try await post(request(trace: id).protobuf(), to: collector.otlp)
            #expect(answer.status == 503)
            #expect(answer.headers["retry-after"] == "1")
            #expect(try await spanCounts(of: [id], at: collector.query) == [:])
            #expect(try await send("GET", collector.query + "/readyz").status == 200)
        }
    }

    @Test("what is stored outlives the collector")
    func restart() async throws {
        let id = TraceID.random()
        try await RunningCollector.with(directory: directory) { collector in
            let status = try await post(request(trace: id).protobuf(), to: collector.otlp).status
            #expect(status == 200)
        }
        try await RunningCollector.with(directory: directory) { collector in
            let found = try await spanCounts(of: [id], at: collector.query)
            #expect(found == [id: 2])
        }
    }
}
