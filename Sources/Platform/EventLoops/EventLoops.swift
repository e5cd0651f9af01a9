import NIOCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The event loops that a process shares.
public enum EventLoops {
    /// Gives the process one event loop where it has two processors or less: its other threads, and the other programs of
    /// the machine, need them, too, and tasks on one loop never wait for another thread.
    ///
    /// The first thing that a program does. `NIO_SINGLETON_GROUP_LOOP_COUNT` in the environment goes before.
    public static func configure() {
        guard ProcessInfo.processInfo.environment["NIO_SINGLETON_GROUP_LOOP_COUNT"] == nil, System.coreCount <= 2
        else { return }
        NIOSingletons.groupLoopCountSuggestion = 1
    }
}
