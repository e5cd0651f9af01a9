import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import TestSupport
import Testing

@testable import GatewayService

struct ConcurrencyLimitTests {
    @Test func `given requests that are being answered, when there are too many, then 503 until one is done`()
        async throws
    {
        let router = Router(context: GatewayContext.self)
        router.addMiddleware {
            ProblemResponses<GatewayContext>(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            ConcurrencyLimit<GatewayContext>(maximum: 2)
        }
        let waiting = Mutex(0)
        let (gate, opening) = AsyncStream<Void>.makeStream()
        router.get("/slow") { _, _ in
            waiting.withLock { $0 += 1 }
            for await _ in gate {}
            return HTTPResponse.Status.ok
        }
        router.get("/failing") { _, _ -> HTTPResponse.Status in throw HTTPError(.badRequest) }
        router.get("/quick") { _, _ in HTTPResponse.Status.ok }
        try await Application(router: router).test(.router) { client in
            // What fails gives its place back, too.
            for _ in 0..<5 { _ = try await client.execute(uri: "/failing", method: .get) }
            try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<2 { group.addTask { try await client.execute(uri: "/slow", method: .get).status } }
                try await eventually("both slow requests") { waiting.withLock { $0 == 2 } }
                for _ in 0..<3 {
                    let refused = try await client.execute(uri: "/quick", method: .get)
                    try expectProblem(refused, 503)
                    #expect(refused.headers[.retryAfter] == "1")
                }
                opening.finish()
                for try await status in group { #expect(status == .ok) }
                let answered = try await client.execute(uri: "/quick", method: .get)
                #expect(answered.status == .ok)
            }
        }
    }
}
