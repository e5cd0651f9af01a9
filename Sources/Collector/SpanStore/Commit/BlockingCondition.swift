#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A value under a lock, with a condition on which a thread (never a task) can wait.
final class BlockingCondition<Value>: @unchecked Sendable {
    // Unchecked because of the C structures; the value is touched only while the mutex is held.

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition.initialize(to: pthread_cond_t())
        #if canImport(Darwin)
            pthread_cond_init(condition, nil)
        #else
            // So that a clock that is set back keeps nobody waiting.
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            pthread_cond_init(condition, &attributes)
            pthread_condattr_destroy(&attributes)
        #endif
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Changes the value and wakes whoever waits.
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let result = body(&value)
        pthread_cond_broadcast(condition)
        return result
    }

    /// Waits until `body` returns something. The thread sleeps in between.
    func wait<Result>(until body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// Waits until `body` returns something, but not longer than so many nanoseconds.
    func wait<Result>(nanoseconds: UInt64, until body: (inout Value) -> Result?) -> Result? {
        let deadline = POSIX.monotonicNano() + nanoseconds
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            if !waitOnce(until: deadline) { return body(&value) }
        }
    }

    /// Whether somebody woke this thread before the deadline, in nanoseconds of the monotonic clock.
    private func waitOnce(until deadline: UInt64) -> Bool {
        func time(_ nanoseconds: UInt64) -> timespec {
            timespec(tv_sec: time_t(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        }
        #if canImport(Darwin)
            let now = POSIX.monotonicNano()
            var rest = time(deadline > now ? deadline - now : 0)
            return pthread_cond_timedwait_relative_np(condition, mutex, &rest) != ETIMEDOUT
        #else
            var end = time(deadline)
            return pthread_cond_timedwait(condition, mutex, &end) != ETIMEDOUT
        #endif
    }
}

/// Runs `body` on a thread of its own; false when the system gives none.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    final class Start {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    // The new thread takes the reference over, so that it is released exactly once.
    let start = Unmanaged.passRetained(Start(body)).toOpaque()
    #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, nil, { run($0) }, start)
        if let thread { pthread_detach(thread) }
    #else
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { run($0!) }, start)
        if status == 0 { pthread_detach(thread) }
    #endif
    guard status == 0 else {
        Unmanaged<Start>.fromOpaque(start).release()
        return false
    }
    return true

    func run(_ start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body()
        return nil
    }
}
