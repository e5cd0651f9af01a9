public import NIOCore
import NIOPosix

/// Runs tasks on the threads of event loops, so that a connection and whoever handles its requests need not wake each
/// other: `withTaskExecutorPreference(EventLoopExecutor.shared) { … }`. What runs there must never block.
///
/// A task stays on the loop that it is on, and so do those that it begins in task groups. An unstructured task says
/// itself where it belongs: `Task(executorPreference: EventLoopExecutor.current) { … }`.
public final class EventLoopExecutor: TaskExecutor {
    /// On the loops of the process.
    public static let shared = EventLoopExecutor(MultiThreadedEventLoopGroup.singleton)

    private let group: any EventLoopGroup

    /// An executor on the loops of a group, or on a single loop.
    public init(_ group: any EventLoopGroup) {
        self.group = group
    }

    /// The shared executor where the current task prefers it, nil where it runs elsewhere.
    public static var current: EventLoopExecutor? {
        let shared = shared
        return withUnsafeCurrentTask { task in
            task?.unownedTaskExecutor == shared.asUnownedTaskExecutor() ? shared : nil
        }
    }

    /// Runs a job on a loop, after what waits there already.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        group.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
