import AsyncHTTPClient
import AuthAPI
import Crypto
import CryptoExtras
import Foundation
import GRPCCore
import NIOCore
import NIOHTTP1
import OAuthIssuer
import ServiceKit
import SwiftProtobuf
import Telemetry
import Testing

@testable import AuthService

/// The service, an issuer that it is told of as `acme`, `globex` (which is not trusted with addresses) and `github`, and a
/// browser.
struct OAuthFixture: Sendable {
    let fixture: AuthFixture
    let issuer: OAuthIssuer

    /// RSA keys take long to make.
    static let rsaKey = try! SigningKey.rs256(_RSA.Signing.PrivateKey(keySize: .bits2048))

    /// Runs the issuer and the service while `body` runs.
    static func with<Result: Sendable>(
        tracer: TelemetryTracer = .disabled, lines: LogLines = LogLines(),
        _ body: @escaping @Sendable (OAuthFixture) async throws -> Result
    ) async throws -> Result {
        let clock = ManualClock()
        let key = SigningKey.es256(P256.Signing.PrivateKey())
        let behaviour = IssuerBehaviour(keys: ["first": key, "rsa": rsaKey], signingKey: ("first", key))
        return try await OAuthIssuer(behaviour, now: { clock.now }).run { issuer in
            let providers = OAuthProviders(
                configuration: try configuration(issuer.url), tracer: tracer, timeout: .seconds(30), now: { clock.now })
            let fixture = AuthFixture(clock: clock, providers: providers, lines: lines)
            do {
                let result = try await body(OAuthFixture(fixture: fixture, issuer: issuer))
                try await providers.shutdown()
                return result
            } catch {
                try await providers.shutdown()
                throw error
            }
        }
    }

    /// The configuration that settings of the environment make.
    static func configuration(_ issuer: String) throws -> OAuthConfiguration {
        try OAuthConfiguration(
            settings: Settings(environment: [
                "PUBLIC_URL": "https://cairn.example.com", "OAUTH_RETURN_ORIGINS": "https://app.example.com",
                "OAUTH_PROVIDERS": "acme,globex,github",
                "OAUTH_ACME_ISSUER": issuer, "OAUTH_ACME_CLIENT_ID": OAuthIssuer.clientID,
                "OAUTH_ACME_CLIENT_SECRET": OAuthIssuer.clientSecret, "OAUTH_ACME_TRUST_EMAIL": "true",
                "OAUTH_GLOBEX_ISSUER": issuer, "OAUTH_GLOBEX_CLIENT_ID": OAuthIssuer.clientID,
                "OAUTH_GLOBEX_CLIENT_SECRET": OAuthIssuer.clientSecret,
                "OAUTH_GITHUB_URL": issuer, "OAUTH_GITHUB_API_URL": issuer,
                "OAUTH_GITHUB_CLIENT_ID": OAuthIssuer.clientID, "OAUTH_GITHUB_CLIENT_SECRET": OAuthIssuer.clientSecret,
            ]))
    }

    func begin(
        _ provider: String = "acme", as token: String? = nil,
        _ change: (inout Cairn_Auth_V1_BeginLoginRequest) -> Void = { _ in }
    ) async throws -> Cairn_Auth_V1_BeginLoginResponse {
        var request = Cairn_Auth_V1_BeginLoginRequest.with { $0.provider = provider }
        change(&request)
        return try await fixture.call(as: token) { [request] in try await $0.beginLogin(request: request, context: $1) }
    }

    /// Goes where the browser is sent, and makes the request that the gateway makes when the browser comes back.
    func visit(
        _ begun: Cairn_Auth_V1_BeginLoginResponse, provider: String = "acme"
    ) async throws -> Cairn_Auth_V1_CompleteLoginRequest {
        let client = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
        let response = try await client.execute(
            HTTPClientRequest(url: begun.authorizationURL), timeout: .seconds(60))
        try await client.shutdown()
        let location = try #require(response.headers.first(name: "location"))
        #expect(location.hasPrefix("https://cairn.example.com/auth/\(provider)/callback?"))
        let items = try #require(URLComponents(string: location)?.queryItems)
        func value(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
        return .with {
            $0.provider = provider
            $0.browserSecret = begun.browserSecret
            $0.state = value("state")
            $0.code = value("code")
            $0.error = value("error")
            $0.iss = value("iss")
        }
    }

    @discardableResult
    func complete(
        _ request: Cairn_Auth_V1_CompleteLoginRequest, as token: String? = nil
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse {
        try await fixture.call(as: token) { try await $0.completeLogin(request: request, context: $1) }
    }

    /// The whole way: a sign-in, or the linking to the account of whoever holds a token.
    @discardableResult
    func signIn(
        _ provider: String = "acme", linkingTo token: String? = nil
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse {
        let begun = try await begin(provider, as: token) { $0.link = token != nil }
        return try await complete(visit(begun, provider: provider), as: token)
    }
}
