import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP

/// Posts export requests and makes outcomes of what comes back.
struct OTLPTransport: Sendable {
    /// A request body that is ready to be sent, as often as needed.
    struct Body: Sendable {
        var buffer: ByteBuffer
        /// How many bytes it stands for before compression.
        var plainBytes: Int
    }

    /// One attempt to deliver.
    struct Attempt: Sendable {
        var outcome: RetryPolicy.Outcome
        /// Spans that the endpoint left out of what it took.
        var rejectedSpans: UInt64 = 0
        /// What happened, for the log.
        var detail: String
    }

    private static let maximumAnswerBytes = 64 << 10

    let configuration: ExporterConfiguration
    let client: HTTPClient

    /// Joins requests into one: repeated fields of protobuf messages that are written one after the other add up.
    func encode(_ requests: ArraySlice<[UInt8]>) async throws -> Body {
        try await NIOThreadPool.singleton.runIfActive { [configuration] in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(requests.reduce(0) { $0 + $1.count })
            for request in requests { bytes += request }
            let isCompressed = configuration.compression == .gzip
            return Body(
                buffer: ByteBuffer(bytes: isCompressed ? Gzip.compress(bytes) : bytes), plainBytes: bytes.count)
        }
    }

    /// Sends a body once.
    func send(_ body: Body) async -> Attempt {
        var request = HTTPClientRequest(url: configuration.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-protobuf")
        request.headers.add(name: "user-agent", value: "cairn-collector")
        if configuration.compression == .gzip { request.headers.add(name: "content-encoding", value: "gzip") }
        for (name, value) in configuration.headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(body.buffer)
        do {
            let timeout = TimeAmount(configuration.timeout)
            let response = try await client.execute(request, deadline: .now() + timeout)
            let status = Int(response.status.code)
            let retryAfter = response.headers.first(name: "retry-after").flatMap {
                RetryAfter.duration($0, nowUnixSeconds: Int64(Date().timeIntervalSince1970))
            }
            // Read to its end, so that the connection can be used again; what it says is no reason to fail.
            let answer = try? await response.body.collect(upTo: Self.maximumAnswerBytes)
            return attempt(status: status, retryAfter: retryAfter, answer: answer)
        } catch {
            return Attempt(outcome: .disconnected, detail: "\(configuration.url): \(error)")
        }
    }

    private func attempt(status: Int, retryAfter: Duration?, answer: ByteBuffer?) -> Attempt {
        let bytes = answer.map { Array($0.readableBytesView) } ?? []
        var attempt = Attempt(
            outcome: .answered(status: status, retryAfter: retryAfter),
            detail: "\(configuration.url) answered \(status)")
        if (200..<300).contains(status),
            let partial = (try? ExportTraceServiceResponse(protobuf: bytes))?.partialSuccess,
            partial.rejectedSpans > 0
        {
            attempt.rejectedSpans = UInt64(partial.rejectedSpans)
            attempt.detail += " and left out \(partial.rejectedSpans) spans: \(partial.errorMessage)"
        }
        return attempt
    }
}
