#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The right to write to a store's directory, held as long as this value lives and the process does.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        POSIX.close(descriptor)
    }

    /// Gives the lock up; the next writer need not wait until this value is gone.
    func release() {
        POSIX.unlock(descriptor)
    }

    /// Takes the lock, or throws ``SpanStoreError/Code/locked`` and names the process that has it.
    static func acquire(in directory: String) throws(SpanStoreError) -> DirectoryLock {
        let path = directory + "/LOCK"
        let lock: DirectoryLock
        let acquired: Bool
        do throws(SystemError) {
            lock = DirectoryLock(descriptor: try POSIX.open(path, O_RDWR | O_CREAT))
            acquired = try POSIX.lock(lock.descriptor)
        } catch {
            throw error.storeError("lock", path)
        }
        guard acquired else {
            let owner = lock.owner.map { " (\($0))" } ?? ""
            throw SpanStoreError(
                code: .locked,
                message: "another process\(owner) writes to \(directory); stop it or choose another directory")
        }
        lock.writeOwner()
        return lock
    }

    /// Names this process for whoever comes second. A full disk is no reason not to start, so that it may fail.
    private func writeOwner() {
        let owner = Array("\(getpid())\n".utf8)
        try? POSIX.truncate(descriptor, to: 0)
        owner.withUnsafeBytes { try? POSIX.write($0, to: descriptor, at: 0) }
    }

    /// The process that the file names.
    private var owner: Int? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = bytes.withUnsafeMutableBytes { try? POSIX.read($0, from: descriptor, at: 0) } ?? 0
        return Int(String(decoding: bytes[..<count], as: UTF8.self).filter(\.isNumber))
    }
}
