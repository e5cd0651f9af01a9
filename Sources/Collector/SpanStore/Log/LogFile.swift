#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An open log file: one head's spans, in the order of their arrival. Used by one thread at a time.
final class LogFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens a file that is there.
    init(path: String, writes: Bool) throws(SystemError) {
        self.path = path
        descriptor = try POSIX.open(path, writes ? O_RDWR : O_RDONLY)
    }

    /// Makes a file with nothing but its header, on the storage itself when this returns.
    init(creating path: String, in directory: String) throws(SystemError) {
        self.path = path
        descriptor = try POSIX.open(path, O_RDWR | O_CREAT | O_TRUNC)
        do throws(SystemError) {
            try LogFormat.fileHeader().withTypedThrowingBytes { (bytes) throws(SystemError) in
                try POSIX.write(bytes, to: descriptor, at: 0)
            }
            try POSIX.synchronize(descriptor)
            try POSIX.synchronizeDirectory(directory)
        } catch {
            try? POSIX.unlink(path)
            POSIX.close(descriptor)
            throw error
        }
    }

    deinit { POSIX.close(descriptor) }

    func readAll() throws(SpanStoreError) -> [UInt8] {
        let count: Int
        do throws(SystemError) {
            count = try POSIX.size(of: descriptor)
        } catch {
            throw error.storeError("read", path)
        }
        return try POSIX.read(descriptor, at: 0, count: count, path)
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try bytes.withTypedThrowingBytes { (bytes) throws(SystemError) in
            try POSIX.write(bytes, to: descriptor, at: offset)
        }
    }

    func synchronize() throws(SystemError) { try POSIX.synchronize(descriptor) }

    func truncate(to count: Int) throws(SystemError) { try POSIX.truncate(descriptor, to: count) }
}
