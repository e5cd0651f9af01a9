#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension POSIX {
    /// Makes a directory and those above it, each on the storage itself when this returns.
    static func makeDirectory(_ path: String) throws(SystemError) {
        guard mkdir(path, 0o750) != 0 else { return try synchronizeDirectory(parent(of: path)) }
        switch errno {
        case EEXIST: return
        case ENOENT where parent(of: path) != path:
            try makeDirectory(parent(of: path))
            guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw .last }
            try synchronizeDirectory(parent(of: path))
        default: throw .last
        }
    }

    /// The names in a directory, in no order.
    static func names(in path: String) throws(SystemError) -> [String] {
        guard let directory = opendir(path) else { throw .last }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // The entry is only as long as its name, so that the name is read in place and not through a copy.
            let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
            names.append(String(cString: (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)))
        }
        return names
    }

    private static func parent(of path: String) -> String {
        let trimmed = path.last == "/" ? String(path.dropLast()) : path
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }
}
