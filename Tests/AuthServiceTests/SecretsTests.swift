import AuthAPI
import FoundationEssentials
import GRPCCore
import Logging
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
            let secret = try #require(token.split(separator: ".").last)
            #expect(!shown.contains(secret))
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
                SELECT users::text || COALESCE(sessions::text, '') || COALESCE(encode(secret_hash, 'escape'), '')
                FROM auth.users LEFT JOIN auth.sessions ON user_id = users.id
                """,
                as: String.self)
            let stored = rows.joined()
            #expect(stored.contains("ada@example.com"))
            #expect(!stored.contains(Self.password))
            for token in tokens {
                let secret = try #require(SessionToken(token)?.secret)
                #expect(!stored.contains(secret.base64URL))
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
            _ = try await auth.logout(request: .with { $0.token = loggedIn.token }, context: context)
            return [registered.token, loggedIn.token]
        }
    }
}
