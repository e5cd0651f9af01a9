#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the system knows of a process (Linux: proc(5)).
struct ProcessFigures {
    let id: pid_t

    /// User and system time of all its threads so far, in seconds.
    func processorSeconds() throws(BenchmarkError) -> Double {
        let stat = try Self.contents(of: "/proc/\(id)/stat")
        // The second field, the name in parentheses, may hold spaces.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
            throw BenchmarkError("/proc/\(id)/stat is not as expected")
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// A line of its status that is in KiB, such as `VmRSS`, in MiB.
    func mebibytes(_ name: String) throws(BenchmarkError) -> Double {
        let status = try Self.contents(of: "/proc/\(id)/status")
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("\(name):") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
                Double($0)
            })
        else { throw BenchmarkError("/proc/\(id)/status has no \(name)") }
        return kibibytes / 1024
    }

    /// The processor time of this program, in seconds.
    static func ownProcessorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func contents(of path: String) throws(BenchmarkError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("read \(path)") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { throw .system("read \(path)") }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
