import AuthAPI
import FoundationEssentials
import GRPCCore
import Logging
import OAuthIssuer
import OTLP
import Postgres
import ServiceKit
import SwiftProtobuf
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting
import Tracing

@testable import AuthService

/// What a person with access to logs, traces or the database can see.
struct SecretsTests {
    private static let password = "a very secret password"

    @Test func `given a user's whole visit, when spans and logs are read, then no password and no token is in them`()
        async throws
    {
        let capture = SpanCapture()
        let lines = LogLines()
        let tokens = try await withDatabase(tracer: capture.tracer, logger: lines.logger) { database in
            let auth = Auth.over(database)
            return try await capture.tracer.withSpan("visit") { _ in try await Self.visit(auth) }
        }

        #expect(!capture.spans(named: "visit").isEmpty)
        #expect(capture.spans.count > 6)
        let shown = capture.spans.map { String(reflecting: $0) }.joined() + lines.text
        for token in tokens {
            #expect(!shown.contains(token.suffix(43)))
        }
        #expect(!shown.contains(Self.password))
        #expect(!shown.contains("$scrypt$"))
        #expect(!shown.contains("ada@example.com"))
    }

    @Test func `given a user's whole visit, when the database is read, then no password and no token is in it`()
        async throws
    {
        try await withDatabase { database in
            let tokens = try await Self.visit(Auth.over(database))
            let rows = try await database.query(
                """
                SELECT users::text || COALESCE(sessions::text, '') || COALESCE(encode(sessions.secret_hash, 'escape'), '')
                    || COALESCE(api_tokens::text, '')
                FROM auth.users LEFT JOIN auth.sessions ON sessions.user_id = users.id
                    LEFT JOIN auth.api_tokens ON api_tokens.user_id = users.id
                """,
                as: String.self)
            let stored = rows.joined()
            #expect(stored.contains("ada@example.com"))
            #expect(!stored.contains(Self.password))
            for token in tokens {
                #expect(!stored.contains(token.suffix(43)))
            }
        }
    }

    @Test func `given a database that fails, when somebody registers, then the error tells nothing of the request`()
        async throws
    {
        try await withDatabase { database in
            try await database.execute("ALTER TABLE auth.users ADD CHECK (name <> 'Ada Lovelace')")
            let auth = Auth.over(database)
            let error = await #expect(throws: PostgresError.self) {
                try await withServerContext { try await auth.register(request: Self.registration, context: $0) }
            }
            let description = "\(try #require(error))"
            for secret in ["ada@example.com", "Ada", Self.password, "$scrypt$"] {
                #expect(!description.contains(secret))
            }
        }
    }

    @Test
    func
        `given sign-ins by providers, when spans, logs and the database are read, then no code, state or token is in them`()
        async throws
    {
        let capture = SpanCapture()
        let lines = LogLines()
        let secrets = Mutex<[String]>([])
        try await OAuthFixture.with(tracer: capture.tracer, lines: lines) { flow in
            for fault in [false, true] {
                for provider in ["acme", "github"] {
                    let begun = try await flow.begin(provider)
                    let answer = try await flow.visit(begun, provider: provider)
                    let derived = AttemptSecrets(browser: try #require(Secret(base64URL: begun.browserSecret)))
                    secrets.withLock {
                        $0 += [begun.browserSecret, answer.state, answer.code, derived.nonce, derived.codeVerifier]
                    }
                    // A token that is refused is logged.
                    flow.issuer.change {
                        $0.tokenError = fault && provider == "github" ? "bad_verification_code" : nil
                        $0.changeToken = { _, claims in if fault { claims["aud"] = "another" } }
                    }
                    if fault {
                        _ = try await failure { try await flow.complete(answer) }
                    } else {
                        let token = try await flow.complete(answer).token
                        secrets.withLock { $0.append(String(token.suffix(43))) }
                    }
                }
            }
        }
        let requests = capture.spans.filter { $0.name == "GET" || $0.name == "POST" }
        #expect(requests.count >= 8)
        #expect(lines.text.contains("a sign-in by a provider failed"))
        let shown = capture.spans.map { String(reflecting: $0) }.joined() + lines.text
        let known = ["access-token-of-", OAuthIssuer.clientSecret, "client%2Fsecret", "eyJ", "ada@example.com"]
        for secret in secrets.withLock({ $0 }) + known {
            #expect(!shown.contains(secret))
        }
    }

    @Test func `given a sign-in that has begun, when the database is read, then nothing in it lets somebody end it`()
        async throws
    {
        try await withDatabase { database in
            let providers = OAuthProviders(
                configuration: try OAuthConfiguration(
                    settings: Settings(environment: [
                        "OAUTH_PROVIDERS": "github", "OAUTH_GITHUB_CLIENT_ID": "id",
                    ])), tracer: .disabled)
            let auth = Auth.over(database, providers: providers)
            let begun = try await withServerContext {
                try await auth.beginLogin(request: .with { $0.provider = "github" }, context: $0)
            }
            let stored = try await database.query(
                "SELECT a::text || encode(state_hash, 'escape') FROM auth.login_attempts AS a", as: String.self
            ).joined()
            let browser = try #require(Secret(base64URL: begun.browserSecret))
            let derived = AttemptSecrets(browser: browser)
            let state = try #require(begun.authorizationURL.split(separator: "state=").last?.prefix(43))
            #expect(stored.contains("github"))
            for secret in [begun.browserSecret, String(state), derived.nonce, derived.codeVerifier] {
                #expect(!stored.contains(secret))
                let bytes = try #require(Base64.decode(secret, alphabet: .urlSafe))
                #expect(!stored.contains(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()))
            }
        }
    }

    private static let registration = Cairn_Auth_V1_RegisterRequest.with {
        $0.email = "ada@example.com"
        $0.password = password
        $0.name = "Ada Lovelace"
    }

    /// Calls every endpoint, rightly and wrongly, and gives the tokens that were issued.
    private static func visit(_ auth: Auth) async throws -> [String] {
        try await withServerContext { context in
            let registered = try await auth.register(request: registration, context: context)
            _ = try await failure { try await auth.register(request: registration, context: context) }
            let login = Cairn_Auth_V1_LoginRequest.with {
                $0.email = "ada@example.com"
                $0.password = password
            }
            let loggedIn = try await auth.login(request: login, context: context)
            let wrong = Cairn_Auth_V1_LoginRequest.with {
                $0.email = "ada@example.com"
                $0.password = password + "!"
            }
            _ = try await failure { try await auth.login(request: wrong, context: context) }
            _ = try await auth.validateSession(request: .with { $0.token = loggedIn.token }, context: context)
            _ = try await failure {
                try await auth.validateSession(request: .with { $0.token = loggedIn.token + "A" }, context: context)
            }
            _ = try await auth.getUser(request: .with { $0.id = loggedIn.user.id }, context: context)
            let known = try await auth.validateSession(
                request: .with { $0.token = loggedIn.token }, context: context)
            let caller = Caller(
                userID: try #require(UUID(uuidString: known.user.id)), sessionID: UUID(uuidString: known.sessionID))
            let (apiToken, rotated) = try await Caller.$current.withValue(caller) {
                let made = try await auth.createToken(
                    request: .with {
                        $0.name = "CI"
                        $0.scopes = ["account"]
                    }, context: context)
                _ = try await auth.validateSession(request: .with { $0.token = made.secret }, context: context)
                _ = try await auth.listTokens(request: .init(), context: context)
                _ = try await auth.listSessions(request: .init(), context: context)
                let change = Cairn_Auth_V1_ChangePasswordRequest.with {
                    $0.currentPassword = password
                    $0.newPassword = password + " again"
                }
                return (made.secret, try await auth.changePassword(request: change, context: context).token)
            }
            _ = try await auth.logout(request: .with { $0.token = rotated }, context: context)
            return [registered.token, loggedIn.token, rotated, apiToken]
        }
    }
}
