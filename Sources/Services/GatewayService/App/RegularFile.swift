#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file of the system that is a file itself: no folder, no link to one elsewhere, no pipe.
enum RegularFile {
    /// What kind of thing a path names.
    enum Kind {
        case file
        case folder
        case other
    }

    /// What a path names; a link is `other`, whatever it points to.
    static func kind(of path: String) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .other }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// The contents of a file; nil when there is none, or it holds more than `limit` bytes. It blocks.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        // What is looked at is what is read, even if the path comes to name something else meanwhile; a pipe must not block.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        // One byte more, to see whether there is more.
        var isComplete = true
        let bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
            while count < buffer.count {
                let got = systemRead(descriptor, buffer.baseAddress! + count, buffer.count - count)
                guard got > 0 else {
                    isComplete = got == 0
                    return
                }
                count += got
            }
            isComplete = false
        }
        return isComplete ? bytes : nil
    }
}

/// The system's `read`, which the function of that name above hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
