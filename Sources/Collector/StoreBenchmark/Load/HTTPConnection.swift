#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A keep-alive connection to a server on this machine, one request at a time, on blocking calls: a client must cost
/// little beside the server that it measures.
final class HTTPConnection {
    /// What the server answers.
    struct Response {
        var status: Int
        /// `Retry-After` in seconds.
        var retryAfter: Int?
        var body: [UInt8]
    }

    private let descriptor: Int32
    private var received = [UInt8](repeating: 0, count: 1 << 16)

    init(port: Int) throws(BenchmarkError) {
        #if canImport(Glibc)
            let type = Int32(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, type, 0)
        guard descriptor >= 0 else { throw .system("make a socket") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            let failure = BenchmarkError.system("connect to 127.0.0.1:\(port)")
            close(descriptor)
            throw failure
        }
    }

    deinit { close(descriptor) }

    /// Asks for `target`, a path with its query.
    func get(_ target: String) throws(BenchmarkError) -> Response {
        let request = Array("GET \(target) HTTP/1.1\r\nHost: collector\r\nAccept: application/json\r\n\r\n".utf8)
        return try exchange(request[...])
    }

    /// Sends a request as it stands and waits for the answer.
    func exchange(_ request: ArraySlice<UInt8>) throws(BenchmarkError) -> Response {
        var sent = request.startIndex
        while sent < request.endIndex {
            let count = request[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Self.noSignal) }
            guard count > 0 || count < 0 && errno == EINTR else { throw .system("send a request") }
            sent += max(0, count)
        }
        return try receive()
    }

    #if canImport(Darwin)
        private static let noSignal: Int32 = 0
    #else
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif

    private func receive() throws(BenchmarkError) -> Response {
        var count = 0
        var scanned = 0
        while true {
            count += try read(into: count)
            while scanned + 4 <= count {
                if received[scanned] == 0x0D, received[scanned..<scanned + 4].elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) {
                    return try response(headEnd: scanned, received: count)
                }
                scanned += 1
            }
            guard count < received.count else { throw BenchmarkError("the head of an answer does not end") }
        }
    }

    private func response(headEnd: Int, received count: Int) throws(BenchmarkError) -> Response {
        let lines = String(decoding: received[..<headEnd], as: UTF8.self).split(separator: "\r\n")
        guard let statusLine = lines.first, let status = Int(statusLine.dropFirst(9).prefix(3)) else {
            throw BenchmarkError("an answer does not begin with a status")
        }
        var headers: [String: Int] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = Int(line[line.index(after: colon)...].filter { $0 != " " })
        }
        guard let length = headers["content-length"] else {
            throw BenchmarkError("an answer with status \(status) has no Content-Length")
        }
        var body = Array(received[headEnd + 4..<min(count, headEnd + 4 + length)])
        body.reserveCapacity(length)
        while body.count < length {
            let count = try read(into: 0)
            body += received[..<count]
        }
        return Response(status: status, retryAfter: headers["retry-after"], body: body)
    }

    private func read(into offset: Int) throws(BenchmarkError) -> Int {
        while true {
            let count = received.withUnsafeMutableBytes { buffer in
                recv(descriptor, buffer.baseAddress! + offset, buffer.count - offset, 0)
            }
            if count > 0 { return count }
            guard count < 0 else { throw BenchmarkError("the collector closed the connection") }
            guard errno == EINTR else { throw .system("read an answer") }
        }
    }
}
