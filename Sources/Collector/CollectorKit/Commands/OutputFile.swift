#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file, or standard output, that is written from its first byte to its last. For one thread.
final class OutputFile {
    /// Nobody reads the pipe any more.
    struct ReaderIsGone: Error {}

    private static let bufferBytes = 1 << 20

    private let descriptor: Int32
    private let name: String
    private var buffer: [UInt8] = []

    /// Makes a file, whose former contents go; nil stands for standard output.
    ///
    /// - Throws: ``CollectorError`` naming the file.
    init(path: String?) throws(CollectorError) {
        name = path ?? "standard output"
        // Writing to a pipe without a reader then fails, where it would end the process.
        signal(SIGPIPE, SIG_IGN)
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        if descriptor < 0 { throw Self.error("create", path) }
    }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Returns when everything has been handed to the system.
    func finish() throws { try flush() }

    private func flush() throws {
        var done = 0
        while done < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                systemWrite(descriptor, bytes.baseAddress! + done, bytes.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw errno == EPIPE ? ReaderIsGone() : Self.error("write to", name)
            }
            done += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func error(_ action: String, _ name: String) -> CollectorError {
        CollectorError(.output, "cannot \(action) \(name): \(String(cString: strerror(errno)))")
    }
}

/// `write(2)`, which the method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
