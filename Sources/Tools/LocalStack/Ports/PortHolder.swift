/// A process that listens on a TCP port.
public struct PortHolder: Hashable, Sendable, CustomStringConvertible {
    /// The process's name.
    public let name: String
    /// The process's id.
    public let processIdentifier: Int32

    /// The name and the id.
    public var description: String { "\(name) (process \(processIdentifier))" }

    /// Finds the process that listens on `port`, or nothing when nobody does or the machine does not tell this user.
    public static func find(port: Int) async -> PortHolder? {
        #if os(Linux)
            ProcFileSystem().holder(of: port)
        #else
            let command = ChildProcess.Command("lsof", ["-nP", "-iTCP:\(port)", "-sTCP:LISTEN", "-Fpc"])
            return await (try? ChildProcess.output(of: command)).flatMap(PortHolder.init(lsof:))
        #endif
    }

    /// Reads the output of `lsof -Fpc`: a line `p` with the id, then a line `c` with the name.
    init?(lsof output: String) {
        let lines = output.split(separator: "\n")
        guard let id = lines.first(where: { $0.hasPrefix("p") }).flatMap({ Int32($0.dropFirst()) }),
            let name = lines.first(where: { $0.hasPrefix("c") })?.dropFirst()
        else { return nil }
        self.init(name: String(name), processIdentifier: id)
    }

    init(name: String, processIdentifier: Int32) {
        self.name = name
        self.processIdentifier = processIdentifier
    }
}
