#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension POSIX {
    /// How long a file is; nil when the path is that of anything else.
    static func size(ofRegularFile path: String) throws(SystemError) -> Int? {
        var information = stat()
        while stat(path, &information) != 0 {
            guard errno == EINTR else { throw .last }
        }
        return information.st_mode & S_IFMT == S_IFREG ? Int(information.st_size) : nil
    }
}

/// `O_RDONLY`, for files that do not otherwise need the C library.
let readOnly: Int32 = O_RDONLY
