#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Files that only their owner may read.
enum PrivateFile {
    /// Makes a file with mode 0600, whatever the umask is, in place of any other at that path.
    static func create(_ path: String, containing text: String) throws(LocalStackError) {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LocalStackError(code: .invalidSetting, message: "\(path) can not be written (errno \(errno)).")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
            throw LocalStackError(code: .invalidSetting, message: "\(path) can not be written (errno \(errno)).")
        }
    }
}
