import EventLoops
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Interceptors

@Suite struct EventLoopExecutorTests {
    @Test func `a task and those in its groups run on the loops, and know it`() async {
        await withTaskExecutorPreference(EventLoopExecutor.shared) {
            #expect(isOnLoop)
            #expect(EventLoopExecutor.current === EventLoopExecutor.shared)
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { isOnLoop && EventLoopExecutor.current != nil } }
                for await isOnLoop in group { #expect(isOnLoop) }
            }
        }
    }

    @Test func `work with a deadline stays on the loops`() async throws {
        let wasOnLoop = try await withTaskExecutorPreference(EventLoopExecutor.shared) {
            try await Deadline.withTimeout(.seconds(600)) {
                await Task.yield()
                return isOnLoop
            }
        }
        #expect(wasOnLoop)
    }

    @Test func `elsewhere there is no executor to prefer`() async throws {
        #expect(EventLoopExecutor.current == nil)
        #expect(try await Deadline.withTimeout(.seconds(600)) { EventLoopExecutor.current == nil })
    }

    private var isOnLoop: Bool {
        MultiThreadedEventLoopGroup.singleton.makeIterator().contains { $0.inEventLoop }
    }
}
