import AuthAPI
import FoundationEssentials
import Postgres
import ServiceKit
import Telemetry
import TestSupport
import Testing

@testable import AuthService

struct ExpirySweepTests {
    private let policy = SessionPolicy()
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)

    /// Adds an account with its first session.
    private func register(in database: PostgresClient) async throws -> User {
        let user = User(
            id: UUID(), email: try EmailAddress("ada@example.com"), name: try UserName("Ada"),
            createTime: start)
        let hash = PasswordHash(parameters: .cheap, salt: [1], key: Array(repeating: 2, count: 32))
        let session = Session.open(for: user.id, at: start, policy).session
        _ = try await PostgresUserRepository(database: database).insert(
            user, passwordHash: hash, firstSession: session)
        return user
    }

    private func sweep(_ database: PostgresClient, at time: Date, batch: Int32 = 3) async throws
        -> Int
    {
        try await ExpirySweep(
            batch: batch, rows: PostgresExpiryRepository(database: database), policy: policy,
            now: { time }
        ).run()
    }

    @Test func `given wrong passwords, when they are swept, then those of the last day stay`() async throws {
        try await withDatabase { database in
            let failures = PostgresFailureRepository(database: database)
            let memory = FailurePolicy().memory
            func counter(_ number: Int) throws -> FailureCounter {
                FailureCounter(try EmailAddress("nobody\(number)@example.com"), isKnown: number.isMultiple(of: 3))
            }
            for number in 0..<10 {
                let time = start.addingTimeInterval(number < 7 ? 0 : 1)
                _ = try await failures.replace(
                    nil, with: PasswordFailures(count: 1, lastTime: time), counter(number))
            }
            #expect(try await sweep(database, at: start.addingTimeInterval(memory)) == 7)
            #expect(try await failures.failures(counter(6)) == nil)
            #expect(try await failures.failures(counter(7)) != nil)
        }
    }

    @Test
    func `given more sessions and tokens than a batch, when it is swept, then all that are over go and no others`()
        async throws
    {
        try await withDatabase { database in
            let user = try await register(in: database)
            let sessions = PostgresSessionRepository(database: database)
            let tokens = PostgresTokenRepository(database: database)
            let later = start.addingTimeInterval(policy.idleTimeout)
            // A second policy, under which nothing is forgotten when sessions are added.
            let patient = SessionPolicy(lifetime: policy.lifetime, idleTimeout: 1e9)
            var kept: Set<UUID> = []
            for number in 0..<20 {
                let isKept = number.isMultiple(of: 2)
                let begin = isKept ? later.addingTimeInterval(-1) : start
                let session = Session.open(for: user.id, at: begin, policy).session
                _ = try await sessions.insert(session, passwordVersion: 1, patient)
                let token = APIToken(
                    id: UUID(), userID: user.id, name: try TokenName("CI"), secretHash: Secret.random().hash,
                    scopes: ["account"], createTime: start,
                    expireTime: isKept ? later.addingTimeInterval(1) : later, lastUseTime: nil)
                _ = try await tokens.insert(token, maximumCount: 100)
                if isKept { kept.formUnion([session.id, token.id]) }
            }

            #expect(try await sweep(database, at: later) == 10 + 10 + 1)
            #expect(try await sweep(database, at: later) == 0)

            let left = try await database.query(
                "SELECT id FROM auth.sessions UNION SELECT id FROM auth.api_tokens", as: UUID.self)
            #expect(Set(left) == kept)
            #expect(try await sweep(database, at: later.addingTimeInterval(1), batch: 5) == 10)
        }
    }

    @Test func `given a sweeper, when a session's time is over, then it goes by itself`() async throws {
        try await withDatabase { database in
            _ = try await register(in: database)
            let sweeper = ExpirySweeper(
                sweep: ExpirySweep(
                    rows: PostgresExpiryRepository(database: database), policy: policy,
                    now: { start.addingTimeInterval(policy.lifetime) }),
                interval: .milliseconds(1), tracer: .disabled, logger: LogLines().logger)
            let running = Task { try await sweeper.run() }
            try await eventually("the session is removed") {
                try await database.queryFirst("SELECT count(*) FROM auth.sessions", as: Int64.self) == 0
            }
            running.cancel()
            try await running.value
        }
    }

    @Test
    func `given a database without a schema, when it is swept, then that is logged and it goes on`()
        async throws
    {
        let lines = LogLines()
        let database = PostgresClient(
            configuration: try await PostgresConfiguration(url: TestDatabase.make().url),
            tracer: .disabled,
            logger: lines.logger)
        let sweeper = ExpirySweeper(
            database: database, configuration: AuthConfiguration(), interval: .milliseconds(1),
            tracer: .disabled,
            logger: lines.logger)
        let running = Task { try await sweeper.run() }
        try await eventually("it is logged twice") {
            lines.text.components(separatedBy: "what has expired could not be removed").count > 2
        }
        running.cancel()
        try await running.value
    }
}
