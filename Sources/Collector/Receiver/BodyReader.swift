import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import OTLP

/// Takes a request's body in, and turns it into the protobuf that the store takes.
struct BodyReader {
    /// The `Content-Encoding`s that are understood.
    enum Compression {
        case identity
        case gzip

        init(contentEncoding: String?) throws(ReceiverError) {
            switch contentEncoding?.lowercased() {
            case nil, "", "identity": self = .identity
            case "gzip", "x-gzip": self = .gzip
            case .some:
                throw .unsupported("the Content-Encoding must be gzip or identity")
            }
        }
    }

    /// Bodies of this many bytes and more are decoded on a thread that may be busy for a while.
    private static let largeBodyBytes = 128 << 10

    let configuration: ReceiverConfiguration

    /// Collects the body into one array.
    func collect(_ request: Request) async throws(ReceiverError) -> [UInt8] {
        let limit = configuration.maximumBodyBytes
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw .tooLarge("the body exceeds \(limit) bytes") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(announced)
        do {
            for try await chunk in request.body {
                guard bytes.count + chunk.readableBytes <= limit else {
                    throw ReceiverError.tooLarge("the body exceeds \(limit) bytes")
                }
                chunk.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
            }
        } catch let error as ReceiverError {
            throw error
        } catch {
            throw .malformed("the body broke off after \(bytes.count) bytes")
        }
        return bytes
    }

    /// Decompresses, and converts JSON.
    func decode(
        _ bytes: [UInt8], compression: Compression, encoding: BodyEncoding
    ) async throws(ReceiverError) -> [UInt8] {
        if case (.identity, .protobuf) = (compression, encoding) { return bytes }
        let result: Result<[UInt8], ReceiverError>
        if bytes.count < Self.largeBodyBytes {
            result = decodeNow(bytes, compression: compression, encoding: encoding)
        } else {
            do {
                result = try await NIOThreadPool.singleton.runIfActive {
                    decodeNow(bytes, compression: compression, encoding: encoding)
                }
            } catch {
                throw ReceiverError(
                    httpStatus: .serviceUnavailable,
                    status: RPCStatus(code: .unavailable, message: "the collector is shutting down"),
                    retryAfterSeconds: 1)
            }
        }
        return try result.get()
    }

    private func decodeNow(
        _ bytes: [UInt8], compression: Compression, encoding: BodyEncoding
    ) -> Result<[UInt8], ReceiverError> {
        do throws(OTLPError) {
            let limit = configuration.maximumDecompressedBytes
            let plain = compression == .gzip ? try Gzip.decompress(bytes, maximumBytes: limit) : bytes
            guard encoding == .json else { return .success(plain) }
            let limits = Limits(maximumMessageBytes: limit)
            return .success(try ExportTraceServiceRequest(json: plain, limits: limits).protobuf())
        } catch {
            return .failure(failure(error, compression: compression))
        }
    }

    private func failure(_ error: OTLPError, compression: Compression) -> ReceiverError {
        switch error.code {
        case .limitExceeded where compression == .gzip:
            .tooLarge("the body exceeds \(configuration.maximumDecompressedBytes) bytes after decompression")
        case .compression: .malformed("the body is not valid gzip: \(error)")
        default: .malformed("the body is not a valid ExportTraceServiceRequest: \(error)")
        }
    }
}
