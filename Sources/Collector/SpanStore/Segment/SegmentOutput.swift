#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that is written from its first byte to its last. For one thread.
final class SegmentOutput {
    private static let bufferBytes = 1 << 20

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var end = 0

    init(path: String) throws(SystemError) {
        descriptor = try POSIX.open(path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    deinit { POSIX.close(descriptor) }

    func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Returns when everything is on the storage itself.
    func finish() throws(SystemError) {
        try flush()
        try POSIX.synchronize(descriptor)
    }

    private func flush() throws(SystemError) {
        try buffer.withTypedThrowingBytes { (bytes) throws(SystemError) in
            try POSIX.write(bytes, to: descriptor, at: end)
        }
        end += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
