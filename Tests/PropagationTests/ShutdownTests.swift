import TestSupport
import Testing

/// What has finished is not lost when a process ends in order.
@Suite struct ShutdownTests {
    @Test func `given spans that wait to be sent, when every process gets SIGTERM, then the collector has all of them`()
        async throws
    {
        // An hour's delay: nothing is sent before the processes stop.
        try await CairnStack.with(.init(scheduleDelay: 3_600_000)) { stack in
            let caller = try await stack.newCaller()
            let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)
            let traceID = try #require(answer.traceID)
            #expect(try await stack.readTrace(traceID) == nil)

            for program in [stack.gateway, stack.auth, stack.dummy] {
                program.terminate()
                #expect(await program.waitForExit() == 0)
            }

            let trace = try #require(try await stack.readTrace(traceID))
            #expect(trace.paths == Hops.readEntity)
        }
    }
}
