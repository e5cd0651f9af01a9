#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
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

    private func text(of path: String) -> String {
        (try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)) ?? ""
    }
}
