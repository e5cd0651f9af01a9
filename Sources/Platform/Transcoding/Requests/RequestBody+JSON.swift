import Hummingbird
import Interceptors
import NIOCore
import ServiceKit
import SwiftProtobuf

extension Message {
    /// Reads the message from a request's JSON body (proto3 JSON).
    ///
    /// - Parameter isOptional: Whether a request that has neither a body nor a type for it means an empty message.
    /// - Throws: A ``Problem``: 415 for another media type, 413 for a body over `maximumSize` bytes, 408 for one that does
    ///   not arrive before the request's deadline, 400 for one that can't be read, with the field or the position.
    init(body request: Request, maximumSize: Int, isOptional: Bool = false) async throws {
        try self.init(json: try await request.jsonBody(maximumSize: maximumSize, isOptional: isOptional))
    }

    /// Reads the message from proto3 JSON.
    /// - Throws: A ``Problem``, 400.
    init(json bytes: [UInt8]) throws(Problem) {
        do {
            try self.init(jsonUTF8Bytes: bytes)
        } catch {
            throw Problem(
                .badRequest, code: "INVALID_ARGUMENT",
                detail: JSONDiagnosis(of: error, in: bytes, as: Self.self).description)
        }
    }
}

extension Request {
    /// The bytes of a JSON body.
    func jsonBody(maximumSize: Int, isOptional: Bool = false) async throws -> [UInt8] {
        if isOptional, headers[.contentType] == nil, try await collect(maximumSize: 0, else: notJSON).isEmpty {
            return Array("{}".utf8)
        }
        try checkMediaType()
        return try await collect(
            maximumSize: maximumSize,
            else: Problem(.contentTooLarge, detail: "The body must not have more than \(maximumSize) bytes."))
    }

    private func checkMediaType() throws(Problem) {
        guard Self.isJSON(headers[.contentType]) else { throw notJSON }
        guard headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
            throw Problem(
                .unsupportedMediaType, detail: "The body must not be compressed.",
                headers: [.acceptEncoding: "identity"])
        }
    }

    private var notJSON: Problem {
        Problem(
            .unsupportedMediaType, detail: "The body must be JSON in UTF-8 (Content-Type: application/json).",
            headers: [.accept: "application/json"])
    }

    private static func isJSON(_ field: String?) -> Bool {
        guard let field, field != "application/json" else { return field != nil }
        guard let type = MediaType(from: field), type.isType(.applicationJson) else { return false }
        guard let parameter = type.parameter, parameter.name.lowercased() == "charset" else { return true }
        return parameter.value.lowercased() == "utf-8"
    }

    private func collect(maximumSize: Int, else tooLarge: Problem) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap(Int.init), length > maximumSize { throw tooLarge }
        let body = body
        let late = Problem(.requestTimeout, detail: "The body did not arrive in time.")
        let buffer: ByteBuffer
        do {
            buffer = try await Deadline.withTimeout(Deadline.current?.remaining() ?? .seconds(10)) {
                let buffer = try await body.collect(upTo: maximumSize)
                // A body that is cut off ends like a complete one.
                try Task.checkCancellation()
                return buffer
            }
        } catch is DeadlineExceeded {
            throw late
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
        return Array(buffer.readableBytesView)
    }
}
