import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// An answer with its body collected.
struct Answer {
    var status: Int
    /// By lower-case name.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPClient {
    /// A client that fails at once where nobody listens any more, instead of trying on until the request times out.
    static let impatient: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

/// Sends a request and collects the answer.
func send(
    _ method: String, _ url: String, headers: [String: String] = [:], body: [UInt8]? = nil,
    client: HTTPClient = .impatient
) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.method = .init(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await client.execute(request, timeout: .seconds(30))
    let collected = try await response.body.collect(upTo: 64 << 20)
    let fields = response.headers.map { ($0.name.lowercased(), $0.value) }
    return Answer(
        status: Int(response.status.code), headers: Dictionary(fields) { first, _ in first },
        body: Array(collected.readableBytesView))
}

/// Posts an OTLP request in protobuf.
func post(
    _ body: [UInt8], to otlp: String, headers: [String: String] = [:], client: HTTPClient = .impatient
) async throws -> Answer {
    let fields = ["content-type": "application/x-protobuf"].merging(headers) { _, given in given }
    return try await send("POST", otlp + "/v1/traces", headers: fields, body: body, client: client)
}
