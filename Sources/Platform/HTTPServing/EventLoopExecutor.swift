public import NIOCore

/// Runs tasks on an event loop's own thread, so that a connection and whoever handles its requests need not wake each
/// other: `withTaskExecutorPreference(EventLoopExecutor(loop)) { … }`. What runs there must never block.
public final class EventLoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    /// An executor on a loop.
    public init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Runs a job on the loop, after what waits there already.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
