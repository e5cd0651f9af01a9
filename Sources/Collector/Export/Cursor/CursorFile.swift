#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A small file that is replaced as a whole: after a crash it holds the old text or the new one, never a part.
///
/// All calls block.
public struct CursorFile: Sendable {
    /// Where the file is.
    public let path: String

    /// A file that need not exist yet; its directory must.
    public init(path: String) {
        self.path = path
    }

    /// The text of the file, nil when there is none.
    ///
    /// - Throws: ``ExportError`` with the code `cursor`, naming the file.
    public func read() throws(ExportError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 && errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw failure("cannot open") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { unistdRead(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw failure("cannot read") }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Replaces the text of the file; it is on disk when this returns.
    ///
    /// - Throws: ``ExportError`` with the code `cursor`, naming the file.
    public func write(_ text: String) throws(ExportError) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("cannot create") }
        let bytes = Array(text.utf8)
        let isWritten = bytes.withUnsafeBytes { unistdWrite(descriptor, $0.baseAddress, $0.count) } == bytes.count
        let isSynced = isWritten && fsync(descriptor) == 0
        let cause = errno
        close(descriptor)
        guard isSynced else { throw failure("cannot write", cause: cause) }
        guard rename(temporary, path) == 0 else { throw failure("cannot replace") }
        try syncDirectory()
    }

    private func syncDirectory() throws(ExportError) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open the directory of") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot sync the directory of") }
    }

    private func failure(_ what: String, cause: Int32 = errno) -> ExportError {
        ExportError(.cursor, "\(what) the cursor file \(path): \(String(cString: strerror(cause)))")
    }
}

/// `read(2)`, which the method of the same name hides.
private func unistdRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// `write(2)`, which the method of the same name hides.
private func unistdWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}
