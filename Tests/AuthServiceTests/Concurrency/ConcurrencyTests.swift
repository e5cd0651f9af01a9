import AuthAPI
import FoundationEssentials
import GRPCCore
import OTLP
import Postgres
import ServiceKit
import SwiftProtobuf
import Telemetry
import Testing
import TraceTesting
import Tracing

@testable import AuthService

/// The service over PostgreSQL, called by many at once.
struct ConcurrencyTests {
    @Test func `given one address, when a hundred register it at once, then one gets it and the others are told`()
        async throws
    {
        try await withDatabase { (database) async throws in
            let auth = Auth.over(database)
            let outcomes = await withTaskGroup { group in
                for number in 0..<100 {
                    group.addTask {
                        await outcome {
                            try await auth.register(
                                request: .with {
                                    $0.email = number.isMultiple(of: 2) ? "ada@example.com" : "ADA@Example.com"
                                    $0.password = "correct horse \(number)"
                                    $0.name = "Ada"
                                }, context: $0)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == [nil: 1, .alreadyExists: 99])
            #expect(try await database.queryFirst("SELECT count(*) FROM auth.users", as: Int64.self) == 1)
            #expect(
                try await database.queryFirst("SELECT count(*) FROM auth.sessions", as: Int64.self) == 1)
        }
    }

    @Test func `given a session that was used within the minute, when it is validated, then that is one statement`()
        async throws
    {
        let capture = SpanCapture()
        try await withDatabase(tracer: capture.tracer) { database in
            let auth = Auth.over(database)
            let token = try await register(auth)
            _ = try await capture.tracer.withSpan("validate") { _ in
                try await withServerContext {
                    try await auth.validateSession(request: .with { $0.token = token }, context: $0)
                }
            }
            let span = try #require(capture.spans(named: "validate").first)
            #expect(
                capture.spans.filter { $0.parentSpanID == span.spanID }.map(\.name) == [
                    "SELECT auth.sessions"
                ])
        }
    }

    @Test
    func `given sign-ins with the old password, when it is changed at the same time, then none of them stays open`()
        async throws
    {
        try await withDatabase { database in
            let auth = Auth.over(database)
            let token = try await register(auth)
            let sessionID = try #require(SessionToken(token)?.sessionID)
            let userID = try #require(
                try await PostgresSessionRepository(database: database).session(id: sessionID)?.user.id)
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        _ = await outcome {
                            try await auth.login(
                                request: .with {
                                    $0.email = "ada@example.com"
                                    $0.password = "correct horse"
                                }, context: $0)
                        }
                    }
                }
                group.addTask {
                    try await Caller.$current.withValue(Caller(userID: userID, sessionID: sessionID)) {
                        _ = try await withServerContext {
                            try await auth.changePassword(
                                request: .with {
                                    $0.currentPassword = "correct horse"
                                    $0.newPassword = "battery staple"
                                }, context: $0)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(
                try await database.queryFirst("SELECT count(*) FROM auth.sessions", as: Int64.self) == 1)
        }
    }

    @Test
    func `given more sign-ins than may wait, when they come, then some are told so and none is lost`()
        async throws
    {
        let hasher = ScryptPasswordHasher(
            parameters: try #require(ScryptParameters("ln=12,r=8,p=1")),
            workers: WorkerPool(width: 1, maximumWaiting: 1))
        let accounts = InMemoryAccounts()
        let auth = Auth(accounts: accounts, hasher: hasher)
        let outcomes = await withTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    await outcome {
                        try await auth.login(
                            request: .with {
                                $0.email = "nobody\(number)@example.com"
                                $0.password = "correct horse"
                            }, context: $0)
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes[.unauthenticated, default: 0] >= 1)
        #expect(outcomes[.resourceExhausted, default: 0] >= 1)
        #expect(outcomes.values.reduce(0, +) == 40)
        #expect(outcomes.count == 2)
    }

    @Test
    func `given two replicas, when a hundred wrong passwords come at once, then no more are checked than are free`()
        async throws
    {
        try await withDatabase { database in
            let now = Date.nowInMicroseconds()
            let hasher = HasherSpy()
            let replicas = (0..<2).map { _ in Auth.over(database, hasher: hasher, now: { now }) }
            _ = try await register(replicas[0])
            let outcomes = await withTaskGroup { group in
                for number in 0..<100 {
                    group.addTask {
                        await outcome {
                            try await replicas[number % 2].login(
                                request: .with {
                                    $0.email = "ada@example.com"
                                    $0.password = "wrong horse \(number)"
                                }, context: $0)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            let free = Int(FailurePolicy().freeCount)
            #expect(outcomes == [.unauthenticated: free, .resourceExhausted: 100 - free])
            #expect(hasher.checked.count == free)
        }
    }

    @Test func `given room for five sessions, when twenty are opened at once, then five stay`() async throws {
        try await withDatabase { database in
            let sessions = PostgresSessionRepository(database: database)
            let id = try #require(SessionToken(try await register(Auth.over(database)))?.sessionID)
            let first = try #require(try await sessions.session(id: id)).session
            let policy = SessionPolicy()
            try await withThrowingTaskGroup { group in
                for number in 1...20 {
                    group.addTask {
                        let time = first.createTime.addingTimeInterval(Double(number))
                        let session = Session.open(for: first.userID, at: time, policy).session
                        _ = try await sessions.insert(session, passwordVersion: 1, policy)
                        try await sessions.trim(of: first.userID, to: 5)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.queryFirst("SELECT count(*) FROM auth.sessions", as: Int64.self) == 5)
        }
    }

    private func register(_ auth: Auth) async throws -> String {
        try await withServerContext {
            try await auth.register(
                request: .with {
                    $0.email = "ada@example.com"
                    $0.password = "correct horse"
                    $0.name = "Ada"
                }, context: $0
            ).token
        }
    }
}

/// The code of the error that a call ends with; nil for success.
private func outcome<Answer>(_ call: (ServerContext) async throws -> Answer) async -> RPCError.Code? {
    do {
        _ = try await withServerContext(call)
        return nil
    } catch {
        return (error as? RPCError)?.code ?? (error as? any RPCErrorConvertible).map {
            RPCError($0).code
        } ?? .unknown
    }
}
