#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Why the benchmark cannot go on.
struct BenchmarkError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }

    /// What a system call says that has just failed.
    static func system(_ action: String) -> BenchmarkError {
        BenchmarkError("cannot \(action): \(String(cString: strerror(errno)))")
    }
}
