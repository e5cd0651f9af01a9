import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

/// Somebody whom a provider knows.
struct ProviderIdentity: Sendable {
    let subject = UUID().uuidString
    var email = "\(UUID().uuidString.lowercased())@example.org"
}

extension AppStack {
    /// The stack with an auth and a gateway of its own that know the providers Acme and Globex.
    static var sharedWithProviders: AppStack {
        get async throws { try await startingWithProviders.value }
    }

    private static let startingWithProviders = Task { try await shared.withProviders() }

    /// Has a provider vouch for somebody from now on, or send the browser back with an error.
    func vouch(_ provider: String, for identity: ProviderIdentity, error: String? = nil) async throws {
        let issuer = try #require(issuer)
        var change: [String: JSON] = [
            "subject": .string(identity.subject), "email": .string(identity.email), "isEmailVerified": .bool(true),
            "name": "Grace Hopper", "claims": [:], "times": [:],
        ]
        if let error { change["authorizationError"] = .string(error) }
        var request = HTTPClientRequest(url: "http://\(issuer.address)/\(provider)/control")
        request.method = .PUT
        request.body = .bytes(ByteBuffer(string: try JSON.object(change).text()))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        try #require(response.status == .noContent)
    }

    /// Where a provider sends the browser back to: auth is told before the gateway has a port.
    var publicURL: String { "http://\(Self.publicAuthority)" }

    /// Has a browser reach the gateway at ``publicURL``.
    var browserArguments: [String] {
        ["--host-resolver-rules=MAP \(Self.publicAuthority) \(gateway.address)"]
    }

    static let publicAuthority = "localhost:3000"
}
