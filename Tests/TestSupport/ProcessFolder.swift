#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The one folder that holds all temporary files of this test process.
///
/// Nothing that a test process can do itself removes it for sure: what a static holds is never released, and a process may
/// be killed. So a shell that outlives the process does.
enum ProcessFolder {
    /// The folder's path. It is not in the user's own TMPDIR, as the database server may run as another user.
    static let path: String = {
        let path = "/tmp/cairn-test-\(getpid())-\(UUID().uuidString.prefix(8).lowercased())"
        // Programs of the test that are still ending may write into it, hence the attempts.
        let script = """
            ( trap '' HUP INT TERM
            while kill -0 \(getpid()); do sleep 0.2; done
            for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf \(path) && break; sleep 1; done
            ) </dev/null >/dev/null 2>&1 &
            """
        keepDescriptors()
        precondition(system(script) == 0, "sh can not be run")
        // Whatever the umask is: the database server's user has to get through.
        precondition(mkdir(path, 0o755) == 0 && chmod(path, 0o755) == 0, "\(path) can not be made")
        return path
    }()

    /// Keeps what is open from the shell, which lives as long as this process does: a connection that another test closes in
    /// the meantime would stay open there, and its other side would wait for the end of it.
    private static func keepDescriptors() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? [] {
            guard let descriptor = Int32(name), descriptor > STDERR_FILENO else { continue }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }
}
