import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

/// What a browser got for one request.
struct Visit: Sendable {
    let status: UInt
    private let headers: HTTPHeaders
    let body: String

    /// It follows no redirect. It is used by all tests, and goes with the process.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))

    /// Makes a request.
    static func make(_ request: HTTPClientRequest) async throws -> Visit {
        let response = try await client.execute(request, timeout: .seconds(60))
        return Visit(
            status: response.status.code, headers: response.headers,
            body: String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    /// Where the browser is sent.
    var location: String? { headers.first(name: "location") }

    subscript(header: String) -> [String] { headers[header] }

    var setCookies: [String] { headers["set-cookie"] }

    /// A field of a JSON object.
    func field(_ name: String) throws -> String {
        struct Fields: Decodable {
            let email: String?
            let detail: String?
        }
        let fields = try JSONDecoder().decode(Fields.self, from: Data(body.utf8))
        return try #require(name == "email" ? fields.email : fields.detail)
    }
}
