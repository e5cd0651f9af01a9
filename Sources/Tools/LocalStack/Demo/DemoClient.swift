import AsyncHTTPClient
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A client of the gateway that shows each of its requests as the `curl` command that does the same.
struct DemoClient {
    struct Answer {
        let status: Int
        let headers: [(name: String, value: String)]
        let body: String

        /// The value of a header.
        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }?.value
        }

        /// Reads the JSON body.
        func decode<Value: Decodable>(_ type: Value.Type) throws(LocalStackError) -> Value {
            do {
                return try JSONDecoder().decode(type, from: Data(body.utf8))
            } catch {
                throw LocalStackError(
                    code: .commandFailed, message: "This answer was not expected: \(body)", cause: error)
            }
        }
    }

    let gateway: String
    let print: @Sendable (String) -> Void

    /// Sends a request and prints it with its answer.
    func send(
        _ method: String, _ path: String, json: String? = nil, token: String? = nil, expecting status: Int
    ) async throws(LocalStackError) -> Answer {
        print(Self.curl(method, gateway + path, json: json, hasToken: token != nil))
        var request = HTTPClientRequest(url: gateway + path)
        request.method = .init(rawValue: method)
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: json))
        }
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        let answer = try await Self.execute(request, what: "The gateway at \(gateway)")
        print("  \(answer.status) \(Self.shortened(answer.body))\n")
        guard answer.status == status else {
            throw LocalStackError(code: .commandFailed, message: "The gateway should have answered \(status).")
        }
        return answer
    }

    /// Sends a request; `what` names the server in the error when nobody answers.
    static func execute(_ request: HTTPClientRequest, what: String) async throws(LocalStackError) -> Answer {
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let body = try await response.body.collect(upTo: 16 << 20)
            return Answer(
                status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
                body: String(buffer: body))
        } catch {
            throw LocalStackError(
                code: .notReady, message: "\(what) does not answer; start the stack with: make run", cause: error)
        }
    }

    static func curl(_ method: String, _ url: String, json: String?, hasToken: Bool) -> String {
        var command = method == "GET" ? "$ curl \(url)" : "$ curl -X \(method) \(url)"
        if hasToken { command += " -H \"authorization: Bearer $TOKEN\"" }
        if let json { command += " -H 'content-type: application/json' -d '\(json)'" }
        return command
    }

    private static func shortened(_ body: String) -> String {
        body.count <= 200 ? body : "\(body.prefix(200))…"
    }
}
