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

    /// Bodies of this many bytes and more, before or after decompression, are decoded on a thread that may be busy for a
    /// while: on the connection's own, other connections wait.
    private static let largeBodyBytes = 128 << 10
    private static let largeDecompressedBytes = 1 << 20

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
        let limit = configuration.maximumDecompressedBytes
        var result: Result<[UInt8], OTLPError>?
        if bytes.count < Self.largeBodyBytes {
            let smallLimit = min(limit, Self.largeDecompressedBytes)
            result = decodeNow(bytes, compression, encoding, limit: smallLimit)
            if case .failure(let error) = result, error.code == .limitExceeded, smallLimit < limit { result = nil }
        }
        do {
            if let result { return try result.get() }
            return try await decodeAside(bytes, compression, encoding, limit: limit).get()
        } catch let error as OTLPError {
            throw failure(error, compression: compression)
        } catch {
            throw ReceiverError(
                httpStatus: .serviceUnavailable,
                status: RPCStatus(code: .unavailable, message: "the collector is shutting down"),
                retryAfterSeconds: 1)
        }
    }

    private func decodeAside(
        _ bytes: [UInt8], _ compression: Compression, _ encoding: BodyEncoding, limit: Int
    ) async throws -> Result<[UInt8], OTLPError> {
        try await NIOThreadPool.singleton.runIfActive { decodeNow(bytes, compression, encoding, limit: limit) }
    }

    private func decodeNow(
        _ bytes: [UInt8], _ compression: Compression, _ encoding: BodyEncoding, limit: Int
    ) -> Result<[UInt8], OTLPError> {
        do throws(OTLPError) {
            let plain = compression == .gzip ? try Gzip.decompress(bytes, maximumBytes: limit) : bytes
            guard encoding == .json else { return .success(plain) }
            let limits = Limits(maximumMessageBytes: limit)
            return .success(try ExportTraceServiceRequest(json: plain, limits: limits).protobuf())
        } catch {
            return .failure(error)
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
