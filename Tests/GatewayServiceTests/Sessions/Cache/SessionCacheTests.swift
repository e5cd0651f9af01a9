import GRPCCore
import Synchronization
import TestSupport
import Testing

@testable import GatewayService

/// Many callers at once.
struct SessionCacheTests {
    private static let token = SessionToken("id.secret")!
    private static let answer = SessionCache<String>.Answer(session: "ada's", user: "ada", lifetime: nil)

    /// A question that is answered when a test says so.
    private final class Auth: Sendable {
        private let count = Mutex(0)
        private let (gate, opening) = AsyncStream<Void>.makeStream()

        var questions: Int { count.withLock { $0 } }

        func open() { opening.finish() }

        func ask() async throws -> SessionCache<String>.Answer {
            count.withLock { $0 += 1 }
            for await _ in gate {}
            try Task.checkCancellation()
            return SessionCacheTests.answer
        }
    }

    @Test func `given a session that nobody knows, when many ask at once, then auth is asked once`() async throws {
        let cache = SessionCache<String>(SessionCacheConfiguration(timeToLive: .seconds(3600)))
        let auth = Auth()
        try await withThrowingTaskGroup(of: (String, Bool).self) { group in
            for _ in 0..<50 {
                group.addTask { try await cache.session(of: Self.token) { try await auth.ask() } }
            }
            try await eventually("the question") { auth.questions == 1 }
            auth.open()
            var cached = 0
            for try await (session, isCached) in group {
                #expect(session == "ada's")
                if isCached { cached += 1 }
            }
            #expect(cached == 49)
        }
        #expect(auth.questions == 1)
        let later = try await cache.session(of: Self.token) { try await auth.ask() }
        #expect(later.isCached)
    }

    @Test func `given somebody who asks and goes away, when others wait, then one of them asks`() async throws {
        let cache = SessionCache<String>(SessionCacheConfiguration(timeToLive: .seconds(3600)))
        let auth = Auth()
        let first = Task { try await cache.session(of: Self.token) { try await auth.ask() } }
        try await eventually("the question") { auth.questions == 1 }
        let others = (0..<5).map { _ in Task { try await cache.session(of: Self.token) { try await auth.ask() } } }
        first.cancel()
        try await eventually("another question") { auth.questions == 2 }
        auth.open()
        for other in others {
            let found = try await other.value
            #expect(found.session == "ada's")
        }
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(auth.questions == 2)
    }

    @Test func `given somebody who waits and goes away, when he is cancelled, then he waits no longer`() async throws {
        let cache = SessionCache<String>(SessionCacheConfiguration(timeToLive: .seconds(3600)))
        let auth = Auth()
        let first = Task { try await cache.session(of: Self.token) { try await auth.ask() } }
        try await eventually("the question") { auth.questions == 1 }
        let second = Task { try await cache.session(of: Self.token) { try await auth.ask() } }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        auth.open()
        let found = try await first.value
        #expect(found.session == "ada's")
        #expect(auth.questions == 1)
    }

    @Test(arguments: [RPCError.Code.unavailable, .unauthenticated])
    func `given a question that fails, when others wait, then they are told, and it is asked anew`(
        code: RPCError.Code
    ) async throws {
        let cache = SessionCache<String>(SessionCacheConfiguration(timeToLive: .seconds(3600)))
        for _ in 0..<2 {
            let auth = Auth()
            let callers = (0..<10).map { _ in
                Task {
                    try await cache.session(of: Self.token) {
                        _ = try await auth.ask()
                        throw RPCError(code: code, message: "no")
                    }
                }
            }
            try await eventually("the question") { auth.questions > 0 }
            auth.open()
            for caller in callers {
                let error = await #expect(throws: RPCError.self) { try await caller.value }
                #expect(error?.code == code)
            }
        }
    }

    @Test func `given no time to believe a session, when it is asked for, then auth is asked each time`() async throws {
        let cache = SessionCache<String>(SessionCacheConfiguration(timeToLive: .zero))
        let auth = Auth()
        auth.open()
        for _ in 0..<3 {
            let found = try await cache.session(of: Self.token) { try await auth.ask() }
            #expect(!found.isCached)
        }
        #expect(auth.questions == 3)
    }
}
