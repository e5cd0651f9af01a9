import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
public import OTLP
public import SpanStore
import Synchronization
import TraceQuery

/// Asks a running collector over its query API.
public final class RemoteTraceSource: TraceSource {
    private static let maximumAnswerBytes = 1 << 30

    /// Lives as long as the process. Where nobody listens a command says so at once instead of trying on.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private let url: String
    private let isIncomplete = Mutex(false)

    /// Whether the collector left damaged spans out.
    public var warnings: [String] {
        guard isIncomplete.withLock({ $0 }) else { return [] }
        return ["some stored spans are damaged and left out; “collector store verify” names them"]
    }

    /// A collector's query API.
    ///
    /// - Parameter url: its address, such as `http://127.0.0.1:9318`.
    /// - Throws: ``SettingsError`` naming the value.
    public init(url: String) throws(SettingsError) {
        guard let parsed = URL(string: url), parsed.scheme == "http" || parsed.scheme == "https",
            let host = parsed.host(), !host.isEmpty
        else {
            throw SettingsError(.invalidValue, "--url: “\(url)” is not a URL such as http://127.0.0.1:9318")
        }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// The names of all services, sorted.
    public func services() async throws -> [String] {
        struct Answer: Decodable { var data: [String] }
        return try await json("/api/services", as: Answer.self).data
    }

    /// A service's operations, sorted.
    public func operations(of service: String) async throws -> [Operation] {
        struct Answer: Decodable {
            struct Entry: Decodable { var name: String, spanKind: String }
            var data: [Entry]
        }
        let path = "/api/operations?" + PercentEncoding.query(of: [("service", service)])
        return try await json(path, as: Answer.self).data.map {
            Operation(name: $0.name, kind: SpanKind(name: $0.spanKind) ?? .unspecified)
        }
    }

    /// A trace, nil when it is unknown.
    public func trace(_ id: TraceID) async throws -> Trace? {
        let answer = try await get("/api/traces/\(id)", accept: "application/x-protobuf")
        if answer.status == 404 { return nil }
        return try traces(in: answer).first
    }

    /// Traces that match the parameters of Jaeger's API, the newest first.
    public func search(_ parameters: [(name: String, value: String)]) async throws -> [Trace] {
        let path = "/api/traces?" + PercentEncoding.query(of: parameters)
        return try traces(in: try await get(path, accept: "application/x-protobuf"))
    }

    /// Whether the collector says that it takes spans and answers queries.
    ///
    /// - Throws: ``QueryError`` saying why it does not.
    public func checkHealth() async throws {
        let answer = try await get("/readyz", accept: "application/json")
        guard answer.status == 200 else {
            throw QueryError(.unavailable, "the collector at \(url) is not ready (HTTP \(answer.status))")
        }
    }

    private struct Answer {
        var status: Int
        var body: [UInt8]
    }

    private func traces(in answer: Answer) throws -> [Trace] {
        let limits = Limits(maximumMessageBytes: Self.maximumAnswerBytes, maximumArenaBytes: 4 << 30)
        return try ExportTraceServiceRequest(protobuf: try checked(answer).body, limits: limits).traces
    }

    private func json<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value {
        let answer = try checked(try await get(path, accept: "application/json"))
        do {
            return try JSONDecoder().decode(type, from: Data(answer.body))
        } catch {
            throw QueryError(.unavailable, "\(url) does not answer as a collector does")
        }
    }

    /// Turns a refusal into the error that the collector gave as its reason.
    private func checked(_ answer: Answer) throws(QueryError) -> Answer {
        struct Refusal: Decodable {
            struct Problem: Decodable { var msg: String }
            var errors: [Problem]?
        }
        guard answer.status != 200 else { return answer }
        let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body))
        let message = refusal?.errors?.first?.msg ?? "HTTP \(answer.status) from \(url)"
        throw QueryError(answer.status == 400 ? .invalidParameter : .unavailable, message)
    }

    private func get(_ path: String, accept: String) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.headers.add(name: "accept", value: accept)
        do {
            let response = try await Self.client.execute(request, timeout: .seconds(60))
            if response.headers.contains(name: TraceQueryParameters.incompleteHeader) {
                isIncomplete.withLock { $0 = true }
            }
            let body = try await response.body.collect(upTo: Self.maximumAnswerBytes)
            return Answer(status: Int(response.status.code), body: Array(body.readableBytesView))
        } catch {
            throw QueryError(
                .unavailable,
                "no collector answers at \(url) (\(error)); start one with “collector serve”, or read a directory "
                    + "with --data")
        }
    }
}
