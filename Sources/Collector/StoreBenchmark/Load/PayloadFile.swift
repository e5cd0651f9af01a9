#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Requests ready to be sent, with their HTTP heads, in a file without a name, so that it goes when the program does.
///
/// The requests are made before the clock starts, and more of them than memory may hold.
struct PayloadFile: ~Copyable, Sendable {
    /// One request.
    struct Entry {
        var offset: Int
        var byteCount: Int
        /// How many spans come before it in the file.
        var firstSpan: Int
        /// How many it has.
        var spans: Int
    }

    private(set) var entries: [Entry] = []
    /// How many spans the requests have.
    private(set) var spans = 0
    /// The bytes of their bodies as they are sent.
    private(set) var bodyBytes = 0
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var end = 0

    private static let bufferSize = 4 << 20

    /// An empty file in `directory`.
    init(in directory: String) throws(BenchmarkError) {
        let path = "\(directory)/payload"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("create \(path)") }
        unlink(path)
        buffer.reserveCapacity(Self.bufferSize + (1 << 20))
    }

    deinit { close(descriptor) }

    /// Adds an export request.
    mutating func append(_ body: [UInt8], spans count: Int, isCompressed: Bool) throws(BenchmarkError) {
        let encoding = isCompressed ? "Content-Encoding: gzip\r\n" : ""
        let head =
            "POST /v1/traces HTTP/1.1\r\nHost: collector\r\nContent-Type: application/x-protobuf\r\n\(encoding)"
            + "Content-Length: \(body.count)\r\n\r\n"
        let before = buffer.count
        buffer += head.utf8
        buffer += body
        entries.append(
            Entry(offset: end + before, byteCount: buffer.count - before, firstSpan: spans, spans: count))
        spans += count
        bodyBytes += body.count
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is still in memory, down to the disk: nothing of it shall be written while the clock runs.
    mutating func finish() throws(BenchmarkError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw .system("write the payload") }
    }

    private mutating func flush() throws(BenchmarkError) {
        var done = 0
        while done < buffer.count {
            let count = buffer[done...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(end + done))
            }
            guard count > 0 else { throw .system("write the payload") }
            done += count
        }
        end += done
        buffer.removeAll(keepingCapacity: true)
    }

    /// Reads a request.
    func read(_ entry: Entry, into bytes: inout [UInt8]) throws(BenchmarkError) {
        if bytes.count < entry.byteCount { bytes = [UInt8](repeating: 0, count: entry.byteCount) }
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, entry.byteCount, off_t(entry.offset))
        }
        guard count == entry.byteCount else { throw .system("read the payload") }
    }
}
