import TestSupport
import Testing

/// A request becomes one tree: every hop's parent is the hop before it.
@Suite struct TraceShapeTests {
    @Test func `given a caller, when an entity is read, then every hop's parent is the hop before it`() async throws {
        let stack = try await CairnStack.shared
        let caller = try await stack.newCaller()

        let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)

        #expect(answer.status == 200)
        let trace = try await stack.trace(answer.traceID) { $0.spans.count >= Hops.readEntityCount }
        #expect(trace.paths == Hops.readEntity)
        #expect(trace.spans.count == Hops.readEntityCount)
        #expect(trace.spans.allSatisfy { !$0.isError })
    }

    @Test func `given a traceparent, when a request carries it, then the trace goes on and traceresponse names it`()
        async throws
    {
        let stack = try await CairnStack.shared
        let caller = try await stack.newCaller()
        let (traceID, parentID) = (Identifier.trace(), Identifier.span())

        let answer = try await stack.send(
            "GET", "/entities/\(caller.entityID)", token: caller.token,
            headers: [("traceparent", "00-\(traceID)-\(parentID)-01")])

        #expect(answer.traceID == traceID)
        #expect(answer.headers["server-timing"]?.contains(traceID) == true)
        let trace = try await stack.trace(traceID) { $0.spans.count >= Hops.readEntityCount }
        #expect(trace.paths == Hops.readEntity)
        let root = try #require(trace.roots.first)
        #expect(root.parentID == parentID)
        #expect(answer.traceResponse == "00-\(traceID)-\(root.id)-01")
    }

    @Test func `given many callers at once, when each reads, then each trace is whole and has nobody else's span`()
        async throws
    {
        let stack = try await CairnStack.shared
        let caller = try await stack.newCaller()
        let requests = 1_000

        let traceIDs = try await withThrowingTaskGroup(of: String.self) { group in
            var traceIDs: [String] = []
            for started in 0..<requests {
                if started >= 64 { traceIDs.append(try await group.next()!) }
                group.addTask {
                    let traceID = Identifier.trace()
                    let answer = try await stack.send(
                        "GET", "/entities/\(caller.entityID)", token: caller.token,
                        headers: [("traceparent", "00-\(traceID)-\(Identifier.span())-01")])
                    #expect(answer.status == 200)
                    #expect(answer.traceID == traceID)
                    return traceID
                }
            }
            for try await traceID in group { traceIDs.append(traceID) }
            return traceIDs
        }

        #expect(Set(traceIDs).count == requests)
        var spanIDs: Set<String> = []
        for traceID in traceIDs {
            let trace = try await stack.trace(traceID) { $0.spans.count >= Hops.readEntityCount }
            #expect(trace.paths == Hops.readEntity, "trace \(traceID)")
            spanIDs.formUnion(trace.spans.map(\.id))
        }
        #expect(spanIDs.count == requests * Hops.readEntityCount)
    }
}
