#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// TCP ports of 127.0.0.1.
public enum LoopbackPort {
    /// A port that was free a moment ago.
    ///
    /// For programs that can not be told to take port 0 and say what they got; another process may be faster.
    public static func free() throws(LocalStackError) -> Int {
        let socket = Self.socket()
        defer { close(socket) }
        guard let port = bind(socket, port: 0) else {
            throw LocalStackError(code: .portBusy, message: "No TCP port of 127.0.0.1 is free (errno \(errno)).")
        }
        return port
    }

    /// Whether a server could listen on this port now.
    public static func isFree(_ port: Int) -> Bool {
        let socket = Self.socket()
        defer { close(socket) }
        // As servers do: a port whose last connections are still in TIME_WAIT counts as free.
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return bind(socket, port: port) != nil
    }

    /// A TCP socket.
    static func socket() -> Int32 {
        #if canImport(Darwin)
            Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #elseif canImport(Musl)
            Musl.socket(AF_INET, SOCK_STREAM, 0)
        #else
            Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
    }

    /// Binds to a port and returns it, or nil when that is not possible.
    static func bind(_ socket: Int32, port: Int) -> Int? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // The pointer is to a local value and used only during the calls.
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                #if canImport(Darwin)
                    guard Darwin.bind(socket, generic, length) == 0 else { return nil }
                #elseif canImport(Musl)
                    guard Musl.bind(socket, generic, length) == 0 else { return nil }
                #else
                    guard Glibc.bind(socket, generic, length) == 0 else { return nil }
                #endif
                guard getsockname(socket, generic, &length) == 0 else { return nil }
                return Int(in_port_t(bigEndian: pointer.pointee.sin_port))
            }
        }
    }
}
