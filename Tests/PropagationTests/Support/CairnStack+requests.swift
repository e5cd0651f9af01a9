import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

/// What the gateway answered.
struct Answer: Sendable {
    let status: UInt
    let headers: [String: String]
    let body: [UInt8]

    /// The trace id of `traceresponse`.
    var traceID: String? { traceResponse.map { String($0.split(separator: "-")[1]) } }

    /// `00-<trace id>-<span id>-<flags>`, as W3C Trace Context Level 2 has it.
    var traceResponse: String? { headers["traceresponse"] }

    func field(_ name: String) throws -> String {
        let object = try body.withUnsafeBufferPointer {
            try JSONDecoder().decode([String: JSONText].self, from: Data(buffer: $0))
        }
        return try #require(object[name]?.text, "no field \(name)")
    }

    /// A JSON value that matters only when it is a string.
    private struct JSONText: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}

/// Somebody who has an account, a session and perhaps an entity.
struct Caller: Sendable {
    let email: String
    let password: String
    let token: String
    var entityID = ""
}

extension CairnStack {
    func send(
        _ method: String, _ path: String, token: String? = nil, headers: [(String, String)] = [], json: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: gatewayURL + path)
        request.method = .RAW(value: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(Array(json.utf8))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: response.status.code,
            headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" },
            body: Array(body.readableBytesView))
    }

    /// Registers somebody new and creates an entity.
    func newCaller() async throws -> Caller {
        var caller = try await newAccount()
        let created = try await send(
            "POST", "/entities", token: caller.token, json: #"{"name":"stone","description":"flat"}"#)
        try #require(created.status == 201, "\(created)")
        caller.entityID = try created.field("id")
        return caller
    }

    /// Registers somebody new.
    func newAccount() async throws -> Caller {
        let email = "\(UUID().uuidString.lowercased())@example.com"
        let password = "correct horse \(UUID().uuidString)"
        let registered = try await send(
            "POST", "/auth/register", json: #"{"email":"\#(email)","password":"\#(password)","name":"Ada"}"#)
        try #require(registered.status == 201, "\(registered)")
        return Caller(email: email, password: password, token: try registered.field("token"))
    }

    /// The trace as soon as the collector has as much of it as `isComplete` asks for.
    func trace(_ id: String?, when isComplete: (CollectedTrace) -> Bool) async throws -> CollectedTrace {
        let id = try #require(id, "the answer names no trace")
        return try await eventually("the whole of trace \(id) in the collector") {
            guard let trace = try await readTrace(id), isComplete(trace) else { return nil }
            return trace
        }
    }

    /// The trace as it is now; `nil` when the collector has no span of it.
    func readTrace(_ id: String) async throws -> CollectedTrace? {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: "\(queryURL)/api/traces/\(id)"), timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 64 << 20)
        return try CollectedTrace.decode(Array(body.readableBytesView))
    }
}
