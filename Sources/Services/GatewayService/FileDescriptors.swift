import Logging

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// How many files and connections the system lets this process have open.
enum FileDescriptors {
    /// What the program needs beside its clients' connections.
    private static let own: rlim_t = 128

    /// Raises the limit as far as the connections need it and the system allows: it is often 1024, and when it is used up,
    /// no connection is accepted and no file opened.
    static func makeRoom(forConnections connections: Int, logger: Logger) {
        let needed = rlim_t(connections) + own
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < needed else { return }
        limit.rlim_cur = min(needed, limit.rlim_max)
        guard setrlimit(resource, &limit) == 0, limit.rlim_cur >= needed else {
            logger.warning(
                "fewer files may be open than connections may come: raise ulimit -n or lower GATEWAY_MAX_CONNECTIONS",
                metadata: ["limit": "\(limit.rlim_cur)", "connections": "\(connections)"])
            return
        }
    }
}
