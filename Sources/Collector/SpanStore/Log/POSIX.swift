#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A system call that failed.
struct SystemError: Error, CustomStringConvertible {
    var number: Int32

    static var last: SystemError { SystemError(number: errno) }

    var description: String { String(cString: strerror(number)) }

    var isMissing: Bool { number == ENOENT }

    /// Whether there is no room for more bytes, by disk, quota or limit of the file's size.
    var isStorageFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }

    /// As the store's error about `path`.
    func storeError(_ action: String, _ path: String) -> SpanStoreError {
        SpanStoreError(code: isStorageFull ? .storageFull : .io, message: "cannot \(action) \(path)", cause: self)
    }
}

/// The system calls of the store, each repeated when a signal interrupts it.
enum POSIX {
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o640) throws(SystemError) -> Int32 {
        try retry { system_open(path, flags | O_CLOEXEC, mode) }
    }

    /// How many processors are at work, at least 1.
    static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    static func close(_ descriptor: Int32) {
        #if canImport(Darwin)
            _ = Darwin.close(descriptor)
        #elseif canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Musl.close(descriptor)
        #endif
    }

    /// Writes all bytes at `offset`, or throws after some of them.
    static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int
    ) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.count - done
            done += try retryCount { pwrite(descriptor, bytes.baseAddress! + done, count, off_t(offset + done)) }
        }
    }

    /// Reads until `bytes` is full or the file ends; returns how many bytes there were.
    static func read(
        _ bytes: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
    ) throws(SystemError) -> Int {
        var done = 0
        while done < bytes.count {
            let remaining = bytes.count - done
            let count = try retryCount { pread(descriptor, bytes.baseAddress! + done, remaining, off_t(offset + done)) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Reads bytes that are known to be there.
    static func read(_ descriptor: Int32, at offset: Int, count: Int, _ path: String) throws(SpanStoreError) -> [UInt8]
    {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                initialized = try read(UnsafeMutableRawBufferPointer(buffer), from: descriptor, at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure.storeError("read", path) }
        guard bytes.count == count else {
            throw SpanStoreError(code: .damaged, message: "\(path) ends before byte \(offset + count)")
        }
        return bytes
    }

    static func size(of descriptor: Int32) throws(SystemError) -> Int {
        var information = stat()
        _ = try retry { fstat(descriptor, &information) }
        return Int(information.st_size)
    }

    static func truncate(_ descriptor: Int32, to size: Int) throws(SystemError) {
        _ = try retry { ftruncate(descriptor, off_t(size)) }
    }

    /// Waits until the file's bytes are on the storage itself.
    static func synchronize(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
            _ = try retry { fcntl(descriptor, F_FULLFSYNC) }
        #else
            _ = try retry { fdatasync(descriptor) }
        #endif
    }

    /// Waits until the directory's entries are on the storage itself.
    static func synchronizeDirectory(_ path: String) throws(SystemError) {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        _ = try retry { fsync(descriptor) }
    }

    /// The time in nanoseconds since 1970.
    @Sendable
    static func unixNano() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Lets a write of this thread beyond the process's limit of a file's size fail as `EFBIG`, instead of ending the
    /// process.
    static func blockFileSizeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGXFSZ)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// The time in nanoseconds of a clock that nobody sets.
    static func monotonicNano() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    static func rename(_ path: String, to newPath: String) throws(SystemError) {
        _ = try retry { system_rename(path, newPath) }
    }

    static func unlink(_ path: String) throws(SystemError) {
        _ = try retry { system_unlink(path) }
    }

    /// Takes the lock of an open file; false when somebody else holds it.
    static func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
        do throws(SystemError) {
            _ = try retry { flock(descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            guard error.number == EWOULDBLOCK else { throw error }
            return false
        }
    }

    static func unlock(_ descriptor: Int32) {
        _ = flock(descriptor, LOCK_UN)
    }

    private static func retry(_ call: () -> Int32) throws(SystemError) -> Int32 {
        Int32(truncatingIfNeeded: try retryCount { Int(call()) })
    }

    private static func retryCount(_ call: () -> Int) throws(SystemError) -> Int {
        while true {
            let result = call()
            if result >= 0 { return result }
            guard errno == EINTR else { throw .last }
        }
    }
}

// Inside POSIX these names mean its own functions.
private func system_open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func system_unlink(_ path: String) -> Int32 { unlink(path) }
private func system_rename(_ path: String, _ newPath: String) -> Int32 { rename(path, newPath) }
