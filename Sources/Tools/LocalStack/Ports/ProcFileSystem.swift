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

/// Finds who holds a port in Linux's `/proc` (proc(5)): the socket's inode in `net/tcp`, then the process with that inode
/// among its open files.
struct ProcFileSystem {
    var root = "/proc"

    func holder(of port: Int) -> PortHolder? {
        let tables = ["tcp", "tcp6"].map { text(of: "net/\($0)") }
        let sockets = Set(tables.flatMap { Self.listeningSockets(on: port, in: $0) }.map { "socket:[\($0)]" })
        guard !sockets.isEmpty else { return nil }
        for process in names(in: root) {
            guard let id = Int32(process) else { continue }
            let files = "\(root)/\(process)/fd"
            for file in names(in: files) {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(files)/\(file)")
                guard let target, sockets.contains(target) else { continue }
                let name = text(of: "\(process)/comm").split(separator: "\n").first.map(String.init) ?? "?"
                return PortHolder(name: name, processIdentifier: id)
            }
        }
        return nil
    }

    /// The inodes of the sockets that listen on `port`, from a table as `/proc/net/tcp` has it.
    static func listeningSockets(on port: Int, in table: String) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
                Int(fields[1][fields[1].index(after: colon)...], radix: 16) == port
            else { return nil }
            return String(fields[9])
        }
    }

    private func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// A file of `/proc` has no size and comes in pieces of a page, of which `String(contentsOfFile:)` reads only the first.
    private func text(of path: String) -> String {
        let file = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<count]
        }
    }
}
