// The only file that starts threads.

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Threads apart from the cooperative pool, for calls that block.
enum HelperThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs `body` on a thread of its own, which ends with it.
    static func start(_ body: @escaping @Sendable () -> Void) {
        // The thread takes over this reference, so the body lives until it has run.
        let status = create(with: Unmanaged.passRetained(Body(body)).toOpaque())
        precondition(status == 0, "no thread could be started: errno \(status)")
    }

    private static func create(with argument: UnsafeMutableRawPointer) -> Int32 {
        withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { attributes in
            withUnsafeTemporaryAllocation(of: ThreadHandle.self, capacity: 1) { thread in
                guard let attributes = attributes.baseAddress, let thread = thread.baseAddress else { return ENOMEM }
                pthread_attr_init(attributes)
                pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
                defer { pthread_attr_destroy(attributes) }
                return pthread_create(thread, attributes, threadMain, argument)
            }
        }
    }

    fileprivate static func run(_ argument: UnsafeMutableRawPointer) {
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
    }
}

#if canImport(Darwin)
    private typealias ThreadHandle = pthread_t?

    private func threadMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        HelperThread.run(argument)
        return nil
    }
#else
    private typealias ThreadHandle = pthread_t

    private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let argument { HelperThread.run(argument) }
        return nil
    }
#endif
