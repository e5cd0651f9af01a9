import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import OAuthIssuer
import TestSupport
import Testing

/// Identity providers in a process of their own.
struct IssuerProcess: Sendable {
    /// `acme` and `globex` are for everybody; what is done to one of the others as a whole is done by one test.
    static let names = ["acme", "globex", "github", "rotating", "leaving"]

    let program: Program

    static func start() async throws -> IssuerProcess {
        IssuerProcess(program: try await Program.start("OAuthIssuerMain", arguments: names))
    }

    /// The settings of an auth that knows these, and `away`, where nobody listens.
    var settings: [String: String] {
        var settings = ["OAUTH_PROVIDERS": (Self.names + ["away"]).joined(separator: ",")]
        for name in Self.names + ["away"] {
            settings["OAUTH_\(name.uppercased())_CLIENT_ID"] = OAuthIssuer.clientID
            settings["OAUTH_\(name.uppercased())_CLIENT_SECRET"] = OAuthIssuer.clientSecret
            settings["OAUTH_\(name.uppercased())_ISSUER"] = url(of: name)
        }
        settings["OAUTH_GITHUB_ISSUER"] = nil
        settings["OAUTH_GITHUB_URL"] = url(of: "github")
        settings["OAUTH_GITHUB_API_URL"] = url(of: "github")
        settings["OAUTH_AWAY_ISSUER"] = "http://127.0.0.1:1"
        return settings
    }

    func url(of name: String) -> String { "http://\(program.address)/\(name)" }

    /// Has a provider do something otherwise from now on, for everybody.
    func change(_ name: String, _ change: (inout IssuerChange) -> Void) async throws {
        var wanted = IssuerChange()
        change(&wanted)
        var request = HTTPClientRequest(url: url(of: name) + "/control")
        request.method = .PUT
        request.body = .bytes(Array(try wanted.text.utf8))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        try #require(response.status == .noContent)
    }

    /// What a provider has done so far.
    func record(of name: String) async throws -> IssuerRecord {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: url(of: name) + "/record"), timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 20)
        return try JSONDecoder().decode(IssuerRecord.self, from: Data(body.readableBytesView))
    }

    func stop() async {
        program.kill()
        await program.waitForExit()
    }
}
