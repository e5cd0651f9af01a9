import AsyncHTTPClient
import FoundationEssentials
import Interceptors
import NIOCore
import NIOHTTP1
import Synchronization
import Telemetry

/// Calls providers. Every exchange is over within seconds, no answer is longer than it may be, and no redirect is followed:
/// what is sent are secrets.
final class OAuthHTTPClient: Sendable {
    static let maximumBytes = 262_144

    private enum State {
        case unused
        case open(TracedHTTPClient)
        case closed
    }

    private let tracer: TelemetryTracer
    private let timeout: Duration
    private let state = Mutex(State.unused)

    /// A client that makes its connections when somebody signs in.
    init(tracer: TelemetryTracer, timeout: Duration = .seconds(5)) {
        self.tracer = tracer
        self.timeout = timeout
    }

    /// Closes the connections. Nothing can be called afterwards.
    func shutdown() async throws {
        let client: TracedHTTPClient? = state.withLock { state in
            defer { state = .closed }
            return if case .open(let client) = state { client } else { nil }
        }
        try await client?.shutdown()
    }

    private func client() throws(CancellationError) -> TracedHTTPClient {
        let client: TracedHTTPClient? = state.withLock { state in
            switch state {
            case .open(let client): return client
            case .closed: return nil
            case .unused:
                var configuration = HTTPClient.Configuration()
                configuration.redirectConfiguration = .disallow
                configuration.timeout.connect = .seconds(3)
                let client = TracedHTTPClient(tracer: tracer, configuration: configuration)
                state = .open(client)
                return client
            }
        }
        guard let client else { throw CancellationError() }
        return client
    }

    /// An answer with its status.
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    func get(_ url: String, headers: [(String, String)] = []) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.headers.add(contentsOf: headers)
        return try await exchange(request)
    }

    func post(
        _ url: String, form: [(name: String, value: String)], headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(contentsOf: headers)
        request.headers.replaceOrAdd(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(Array(FormEncoding.encode(form).utf8))
        return try await exchange(request)
    }

    private func exchange(_ request: HTTPClientRequest) async throws -> Answer {
        var request = request
        if request.headers["accept"].isEmpty { request.headers.add(name: "accept", value: "application/json") }
        request.headers.replaceOrAdd(name: "user-agent", value: "cairn-auth")
        let client = try client()
        return try await Deadline.withTimeout(timeout) { [request, timeout] in
            let response = try await client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: Self.maximumBytes)
            return Answer(status: Int(response.status.code), body: Array(body.readableBytesView))
        }
    }
}
