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

/// A private PostgreSQL cluster in a folder, run from the installed server programs.
///
/// It listens on the IPv4 loopback address only, with a password that is made with the cluster. A server that this process
/// has started ends with this process.
public actor LocalPostgres {
    /// What the cluster's data is worth.
    public enum Durability: Sendable {
        /// Committed means on disk; the folder outlives everything.
        case durable
        /// Nothing is flushed to disk, and the folder goes when the owner does: for tests only.
        case throwAway
    }

    /// The name of the cluster's superuser.
    public static let user = "cairn"

    /// The folder that holds the cluster's data and password.
    public nonisolated let folder: String
    private let durability: Durability
    private let binaries: PostgresBinaries
    private let account: Account?
    private var server: ChildProcess?
    /// The port of the server, once it is known.
    public private(set) var port: Int?

    /// A cluster in `folder`, which is made at the first start. Without a `port`, the first start takes a free one.
    public init(folder: String, port: Int? = nil, durability: Durability = .durable) throws(LocalStackError) {
        self.folder = folder
        self.port = port
        self.durability = durability
        self.binaries = try .find()
        self.account = try .forPostgres()
    }

    /// The URL of a database on the server, with the password.
    public func url(database: String = "postgres") throws(LocalStackError) -> String {
        guard let port else {
            throw LocalStackError(code: .notReady, message: "The PostgreSQL server in \(folder) has not been started.")
        }
        return "postgres://\(Self.user):\(try password())@127.0.0.1:\(port)/\(database)"
    }

    /// Makes the cluster if there is none yet, starts the server and returns when it accepts connections.
    ///
    /// `onLine` gets the server's log. A server that is started again keeps the port it had.
    @discardableResult
    public func start(
        onLine: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws(LocalStackError) -> ChildProcess {
        if let server, server.exitStatus == nil { return server }
        try await initialize()
        var attempts = port == nil ? 5 : 1
        while true {
            let port: Int = if let port { port } else { try LoopbackPort.free() }
            do throws(LocalStackError) {
                let process = try await launch(port: port, onLine: onLine)
                self.port = port
                server = process
                return process
            } catch {
                // Another process may have taken a port that was free a moment ago.
                attempts -= 1
                guard attempts > 0, error.code == .portBusy else { throw error }
            }
        }
    }

    /// Ends open connections and stops the server, keeping the data.
    public func stop() async {
        guard let server else { return }
        self.server = nil
        await server.stop()
    }

    /// Makes a database if there is none of that name.
    public func createDatabase(_ name: String) async throws(LocalStackError) {
        let url = try url()
        let found = try await Psql.run(
            "SELECT 1 FROM pg_database WHERE datname = '\(name)'", at: url, binaries: binaries)
        if found.isEmpty { try await Psql.run("CREATE DATABASE \"\(name)\"", at: url, binaries: binaries) }
    }

    private func launch(
        port: Int, onLine: @escaping @Sendable (String) -> Void
    ) async throws(LocalStackError) -> ChildProcess {
        var command = command(binaries.path("postgres"), serverArguments(port: port))
        command.stopSignal = SIGINT
        let (lines, log) = AsyncStream<String>.makeStream()
        let process = try await ChildProcess.start(command) { line in
            onLine(line)
            log.yield(line)
        }
        Task {
            await process.waitForExit()
            log.finish()
        }
        var said: [String] = []
        for await line in lines {
            said.append(line)
            guard line.contains("database system is ready to accept connections") else { continue }
            log.finish()
            return process
        }
        throw LocalStackError(
            code: said.contains { $0.contains("Address already in use") } ? .portBusy : .notReady,
            message: "PostgreSQL in \(folder) did not start: \(said.suffix(5).joined(separator: "; "))")
    }

    private func serverArguments(port: Int) -> [String] {
        var settings = [
            "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=", "logging_collector=off",
            "log_destination=stderr", "log_line_prefix=", "log_checkpoints=off", "lc_messages=C",
            "max_connections=200",
        ]
        if durability == .throwAway {
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        }
        return ["-D", "\(folder)/data"] + settings.flatMap { ["-c", $0] }
    }
}

extension LocalPostgres {
    private func initialize() async throws(LocalStackError) {
        guard !FileManager.default.fileExists(atPath: "\(folder)/data/PG_VERSION") else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
            try PrivateFile.create(passwordFile, containing: randomPassword())
        } catch {
            throw LocalStackError(
                code: .invalidSetting, message: "\(folder) can not be used for a PostgreSQL cluster.", cause: error)
        }
        if let account {
            chown(folder, account.userID, account.groupID)
            chown(passwordFile, account.userID, account.groupID)
        }
        // An initdb that was interrupted leaves no PG_VERSION, or half of a cluster: it is made in a folder beside
        // and moved into place when it is whole.
        let draft = "\(folder)/draft"
        try? FileManager.default.removeItem(atPath: draft)
        try await ChildProcess.output(
            of: command(
                binaries.path("initdb"),
                [
                    "-D", draft, "-U", Self.user, "-E", "UTF8", "--locale=C", "--auth=scram-sha-256",
                    "--pwfile=\(passwordFile)",
                ] + (durability == .throwAway ? ["--no-sync"] : [])))
        do {
            try FileManager.default.moveItem(atPath: draft, toPath: "\(folder)/data")
        } catch {
            throw LocalStackError(
                code: .invalidSetting, message: "\(folder)/data is in the way of a new cluster.", cause: error)
        }
    }

    private var passwordFile: String { "\(folder)/password" }

    private func password() throws(LocalStackError) -> String {
        do {
            return try String(contentsOfFile: passwordFile, encoding: .utf8)
        } catch {
            throw LocalStackError(
                code: .invalidSetting, message: "\(passwordFile), the cluster's password, can not be read.",
                cause: error)
        }
    }

    private func randomPassword() -> String {
        String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
    }

    private func command(_ program: String, _ arguments: [String]) -> ChildProcess.Command {
        var command = ChildProcess.Command(program, arguments)
        command.account = account
        command.workingDirectory = "/"
        command.removedWithOwner = durability == .throwAway ? folder : nil
        return command
    }
}
