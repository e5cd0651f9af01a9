import HTTPTypes
import OTLP
import SpanStore

/// Why a request is answered with a failure.
struct ReceiverError: Error {
    var httpStatus: HTTPResponse.Status
    var status: RPCStatus
    /// When the client should try again, in seconds; nil where trying again is of no use.
    var retryAfterSeconds: Int?
    /// Whether what failed lies on our side, and belongs in our log.
    var isOurs = false

    static func malformed(_ message: String) -> ReceiverError {
        ReceiverError(httpStatus: .badRequest, status: RPCStatus(code: .invalidArgument, message: message))
    }

    static func tooLarge(_ message: String) -> ReceiverError {
        ReceiverError(httpStatus: .contentTooLarge, status: RPCStatus(code: .resourceExhausted, message: message))
    }

    static func unsupported(_ message: String) -> ReceiverError {
        ReceiverError(httpStatus: .unsupportedMediaType, status: RPCStatus(code: .invalidArgument, message: message))
    }

    init(
        httpStatus: HTTPResponse.Status, status: RPCStatus, retryAfterSeconds: Int? = nil, isOurs: Bool = false
    ) {
        self.httpStatus = httpStatus
        self.status = status
        self.retryAfterSeconds = retryAfterSeconds
        self.isOurs = isOurs
    }

    /// What a client may know of a failure of the store: enough to act on, and nothing about our disks.
    init(_ error: SpanStoreError) {
        switch error.code {
        case .invalidRequest:
            let detail = (error.cause as? OTLPError)?.description ?? error.message
            self = .malformed("the body is not a valid ExportTraceServiceRequest: \(detail)")
        case .overloaded:
            self = .unavailable("the collector is overloaded", retryAfterSeconds: 1, isOurs: false)
        case .storageFull:
            self = .unavailable("the collector's storage is full", retryAfterSeconds: 30, isOurs: true)
        case .closed:
            self = .unavailable("the collector is shutting down", retryAfterSeconds: 1, isOurs: false)
        default:
            self = .unavailable("the collector cannot store spans at present", retryAfterSeconds: 30, isOurs: true)
        }
    }

    private static func unavailable(_ message: String, retryAfterSeconds: Int, isOurs: Bool) -> ReceiverError {
        ReceiverError(
            httpStatus: .serviceUnavailable, status: RPCStatus(code: .unavailable, message: message),
            retryAfterSeconds: retryAfterSeconds, isOurs: isOurs)
    }
}
