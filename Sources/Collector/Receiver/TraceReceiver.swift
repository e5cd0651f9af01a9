import HTTPTypes
public import Hummingbird
import Logging
import OTLP
public import SpanStore
import Synchronization

/// OTLP/HTTP for traces (https://opentelemetry.io/docs/specs/otlp/#otlphttp): `POST /v1/traces`.
///
/// A 200 means that the spans are on disk. Failures carry a `google.rpc.Status` in the request's encoding.
public struct TraceReceiver: HTTPResponder {
    /// What a request is answered in.
    public typealias Context = BasicRequestContext

    /// What was received since the start.
    public let statistics: ReceiverStatistics

    private let store: SpanStore
    private let configuration: ReceiverConfiguration
    private let storageAlarm = StorageAlarm()

    /// A receiver that stores into `store`.
    public init(store: SpanStore, configuration: ReceiverConfiguration = ReceiverConfiguration()) {
        self.store = store
        self.configuration = configuration
        statistics = ReceiverStatistics()
    }

    /// Answers a request.
    public func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let response = await answer(request, context: context)
        statistics.update { $0.responses[response.status.code, default: 0] += 1 }
        return response
    }

    private func answer(_ request: Request, context: BasicRequestContext) async -> Response {
        guard request.uri.path == "/v1/traces" else { return Response(status: .notFound) }
        let encoding = BodyEncoding(contentType: request.headers[.contentType])
        guard request.method == .post else {
            let status = RPCStatus(code: .unimplemented, message: "\(request.method) is not allowed here: use POST")
            var response = Self.response(.methodNotAllowed, encoding ?? .json, status.encoded(as: encoding ?? .json))
            response.headers[.allow] = "POST"
            return response
        }
        do throws(ReceiverError) {
            guard let encoding else {
                throw .unsupported("the Content-Type must be application/x-protobuf or application/json")
            }
            let body = try await body(of: request, encoding: encoding)
            let result = try await append(body)
            storageAlarm.clear(logger: context.logger)
            return Self.response(.ok, encoding, encoding.encode(ExportTraceServiceResponse(result)))
        } catch {
            if error.isOurs { storageAlarm.raise(error.status.message, logger: context.logger) }
            return Self.response(error, encoding ?? .json)
        }
    }

    /// The request's message in protobuf.
    private func body(of request: Request, encoding: BodyEncoding) async throws(ReceiverError) -> [UInt8] {
        let reader = BodyReader(configuration: configuration)
        let compression = try BodyReader.Compression(contentEncoding: request.headers[.contentEncoding])
        let bytes = try await reader.collect(request)
        statistics.update { $0.receivedBytes += UInt64(bytes.count) }
        return try await reader.decode(bytes, compression: compression, encoding: encoding)
    }

    private func append(_ body: [UInt8]) async throws(ReceiverError) -> AppendResult {
        do {
            let result = try await store.append(body)
            statistics.update {
                $0.acceptedSpans += UInt64(result.acceptedSpans)
                $0.rejectedSpans += UInt64(result.rejectedSpans)
            }
            return result
        } catch {
            throw ReceiverError(error)
        }
    }

    private static func response(_ error: ReceiverError, _ encoding: BodyEncoding) -> Response {
        var response = response(error.httpStatus, encoding, error.status.encoded(as: encoding))
        if let seconds = error.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private static func response(
        _ status: HTTPResponse.Status, _ encoding: BodyEncoding, _ body: [UInt8]
    ) -> Response {
        Response(
            status: status, headers: [.contentType: encoding.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension ExportTraceServiceResponse {
    init(_ result: AppendResult) {
        self.init()
        guard result.rejectedSpans > 0 else { return }
        partialSuccess = PartialSuccess(
            rejectedSpans: Int64(result.rejectedSpans), errorMessage: result.rejectionMessage ?? "")
    }
}

/// Says once that the store refuses, and once that it works again, however many requests come in between.
private final class StorageAlarm: Sendable {
    private let isRaised = Mutex(false)

    func raise(_ message: String, logger: Logger) {
        let wasRaised = isRaised.withLock { exchange(&$0, for: true) }
        if !wasRaised { logger.error("refusing spans", metadata: ["reason": "\(message)"]) }
    }

    func clear(logger: Logger) {
        let wasRaised = isRaised.withLock { exchange(&$0, for: false) }
        if wasRaised { logger.notice("accepting spans again") }
    }

    private func exchange(_ value: inout Bool, for new: Bool) -> Bool {
        defer { value = new }
        return value
    }
}
