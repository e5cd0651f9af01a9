import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OTLP
import ServiceLifecycle
import Synchronization

/// An HTTP server on loopback that answers exports as it is told, and keeps what it received.
final class CollectorStub: Sendable {
    enum Answer: Sendable {
        case ok
        case status(Int, retryAfter: String? = nil)
        case partialSuccess(rejected: Int64, message: String)
        /// The connection is closed in the middle of the answer.
        case broken
    }

    struct Received: Sendable {
        var headers: HTTPFields
        var body: [UInt8]

        /// The spans in the body, inflated when it is compressed.
        func request() throws -> ExportTraceServiceRequest {
            let isCompressed = headers[.contentEncoding] == "gzip"
            return try ExportTraceServiceRequest(
                protobuf: isCompressed ? Gzip.decompress(body, maximumBytes: 1 << 24) : body)
        }
    }

    private let answers: Mutex<[Answer]>
    private let requests = Mutex<[Received]>([])

    private init(_ answers: [Answer]) {
        self.answers = Mutex(answers)
    }

    var received: [Received] { requests.withLock { $0 } }

    /// The names of the spans that arrived, whatever the answer was.
    var names: [String] {
        get throws {
            try received.flatMap { try $0.request().resourceSpans.flatMap(\.scopeSpans).flatMap(\.spans).map(\.name) }
        }
    }

    /// Runs a server that gives these answers in turn and then 200, and passes its base URL on.
    static func run<Result: Sendable>(
        _ answers: [Answer] = [], _ body: (CollectorStub, String) async throws -> Result
    ) async throws -> Result {
        let stub = CollectorStub(answers)
        let router = Router()
        router.post("**") { request, _ in try await stub.answer(request) }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "stub") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            router: router, server: .gracefulHTTP1(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(services: [application], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let bound = await ports.first { _ in true } ?? 0
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(stub, "http://127.0.0.1:\(bound)"))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 24)
        requests.withLock { $0.append(Received(headers: request.headers, body: Array(body.readableBytesView))) }
        switch answers.withLock({ $0.isEmpty ? .ok : $0.removeFirst() }) {
        case .ok:
            return protobuf(ExportTraceServiceResponse())
        case .status(let code, let retryAfter):
            let headers: HTTPFields = retryAfter.map { [.retryAfter: $0] } ?? [:]
            return Response(status: .init(code: code), headers: headers)
        case .partialSuccess(let rejected, let message):
            return protobuf(
                ExportTraceServiceResponse(partialSuccess: .init(rejectedSpans: rejected, errorMessage: message)))
        case .broken:
            return Response(status: .ok, headers: [.contentLength: "100"], body: ResponseBody { _ in throw Failure() })
        }
    }

    private func protobuf(_ response: ExportTraceServiceResponse) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/x-protobuf"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.protobuf())))
    }
}
