import FoundationEssentials

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the files of a directory take.
struct DiskUse: Codable, Sendable {
    /// Their sizes.
    var bytes = 0
    /// The blocks they occupy.
    var allocatedBytes = 0

    init(of directory: String) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            var status = stat()
            // A file may be deleted meanwhile.
            guard lstat("\(directory)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            bytes += Int(status.st_size)
            allocatedBytes += Int(status.st_blocks) * 512
        }
    }
}
