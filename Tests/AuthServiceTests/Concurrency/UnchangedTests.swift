import AuthAPI
import FoundationEssentials
import GRPCCore
import Postgres
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// Nothing in the database changes before a secret is verified.
struct UnchangedTests {
    /// Every row, each with the transaction that has written or locked it.
    private func rows(_ database: PostgresClient) async throws -> [String] {
        var rows: [String] = []
        for table in ["users", "sessions", "api_tokens", "identities", "login_attempts", "password_failures"] {
            rows += try await database.query(
                "SELECT concat(xmin, ' ', xmax, ' ', t::text) FROM auth.\(unescaped: table) AS t ORDER BY 1",
                as: String.self)
        }
        return rows
    }

    @Test func `given a session and an API token long unused, when forged ones are shown, then no row is touched`()
        async throws
    {
        try await withDatabase { database in
            let clock = ManualClock()
            let auth = Auth.over(database, hasher: HasherSpy(), now: { clock.now })
            let token = try await withServerContext {
                try await auth.register(
                    request: .with {
                        $0.email = "ada@example.com"
                        $0.password = "correct horse"
                        $0.name = "Ada"
                    }, context: $0
                ).token
            }
            let session = try #require(SessionToken(token))
            let userID = try #require(try await auth.sessions.session(id: session.sessionID)).user.id
            let apiToken = try await Caller.$current.withValue(Caller(userID: userID, sessionID: session.sessionID)) {
                try await withServerContext {
                    try await auth.createToken(
                        request: .with {
                            $0.name = "CI"
                            $0.scopes = ["account"]
                        }, context: $0
                    ).secret
                }
            }
            clock.advance(by: 3600)
            let before = try await rows(database)
            #expect(before.count == 3)

            // An API token has the same parts with other separators around them.
            let parts = apiToken.dropFirst(APITokenSecret.prefix.count).split(separator: "_", maxSplits: 1)
            for forgery in Forgery.all {
                let forgedParts = forgery.forge("\(parts[0]).\(parts[1])")
                let forgedToken = APITokenSecret.prefix + forgedParts.replacing(".", with: "_")
                for forged in [forgery.forge(token), forgedToken] {
                    try await show(forged, to: auth)
                }
                #expect(try await rows(database) == before, "\(forgery.testDescription)")
            }

            // The real ones do change what is there.
            for real in [token, apiToken] {
                _ = try await withServerContext {
                    try await auth.validateSession(request: .with { $0.token = real }, context: $0)
                }
            }
            #expect(try await rows(database) != before)
        }
    }

    private func show(_ forged: String, to auth: Auth) async throws {
        let refused = try await failure {
            try await withServerContext {
                try await auth.validateSession(request: .with { $0.token = forged }, context: $0)
            }
        }
        #expect(refused.code == .unauthenticated)
        _ = try await withServerContext {
            try await auth.logout(request: .with { $0.token = forged }, context: $0)
        }
    }
}
