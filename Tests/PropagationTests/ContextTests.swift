import TestSupport
import Testing

/// What comes in with a request goes out to every hop: the sampling decision, `tracestate`, `baggage`.
@Suite struct ContextTests {
    @Test func `given a trace that is not sampled, when it goes on, then no hop keeps a span and the ids still flow`()
        async throws
    {
        try await withRecorder { stack, upstream in
            let caller = try await stack.newAccount()
            let traceID = Identifier.trace()
            let path = "/entities/\(MetadataRecorder.entityID)"

            let unsampled = try await stack.send(
                "GET", path, token: caller.token, headers: [("traceparent", "00-\(traceID)-\(Identifier.span())-00")])
            let later = try await stack.send("GET", path, token: caller.token)

            #expect(unsampled.status == 200)
            let answered = try #require(unsampled.traceResponse)
            #expect(answered.hasPrefix("00-\(traceID)-") && answered.hasSuffix("-00"))
            let received = try #require(upstream.metadata(ofTrace: traceID)["traceparent"])
            #expect(received.hasPrefix("00-\(traceID)-") && received.hasSuffix("-00"))
            // The later trace is sampled and whole, so what was sent before it would be there, too.
            _ = try await stack.trace(later.traceID) { !$0.spans(at: Hops.readEntity[0].last!).isEmpty }
            #expect(try await stack.readTrace(traceID) == nil)
        }
    }

    @Test func `given tracestate and baggage, when a request carries them, then dummy gets them unchanged`()
        async throws
    {
        try await withRecorder { stack, upstream in
            let caller = try await stack.newAccount()
            let traceID = Identifier.trace()

            let answer = try await stack.send(
                "GET", "/entities/\(MetadataRecorder.entityID)", token: caller.token,
                headers: [
                    ("traceparent", "00-\(traceID)-\(Identifier.span())-01"),
                    ("tracestate", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"),
                    ("baggage", "tenant=blue,user=a%2Cb;ttl=5"),
                ])

            #expect(answer.status == 200)
            let received = upstream.metadata(ofTrace: traceID)
            #expect(received["tracestate"] == "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7")
            #expect(received["baggage"] == "tenant=blue,user=a%2Cb;ttl=5")
        }
    }

    private func withRecorder(
        _ body: (CairnStack, MetadataRecorder) async throws -> Void
    ) async throws {
        let upstream = try await MetadataRecorder.start()
        try await CairnStack.with(.init(dummyAddress: upstream.address)) { stack in
            try await body(stack, upstream)
        }
        await upstream.stop()
    }
}
