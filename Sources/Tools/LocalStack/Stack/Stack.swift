#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The whole backend on this machine: PostgreSQL, collector, auth, dummy and gateway as child processes.
public actor Stack {
    private let settings: StackSettings
    private let parts: [Part]
    private let programs: String
    private let folder: String
    private let app: String?
    private let console: Console
    private let postgres: LocalPostgres?
    /// Started parts, in the order of their start.
    private var supervisors: [(part: Part, supervisor: Supervisor)] = []
    private var isStopping = false
    private let interrupted: AsyncStream<Never>
    private let interruption: AsyncStream<Never>.Continuation

    /// A stack of these parts.
    ///
    /// - Parameters:
    ///   - programs: the folder with the executables.
    ///   - folder: the folder for all data.
    ///   - app: the folder of the web app that the gateway serves, unless its settings say otherwise.
    public init(
        settings: StackSettings, parts: Set<Part>, programs: String, folder: String, app: String? = nil,
        console: Console
    ) throws(LocalStackError) {
        let hasDatabase = !settings.environment["DATABASE_URL", default: ""].isEmpty
        self.settings = settings
        self.parts = Part.allCases.filter { parts.contains($0) && !($0 == .postgres && hasDatabase) }
        self.programs = programs
        self.folder = folder
        let given = settings.environment["GATEWAY_APP_DIRECTORY", default: ""]
        self.app = given.isEmpty ? app : given
        self.console = console
        self.postgres =
            self.parts.contains(.postgres)
            ? try LocalPostgres(folder: ClusterFolder.choose(below: folder, note: console.note)) : nil
        (interrupted, interruption) = AsyncStream.makeStream()
    }

    /// Starts every part when those before it are ready, keeps them running until ``stop()``, and stops them in
    /// reverse order; nothing runs when it returns or throws.
    public func run() async throws(LocalStackError) {
        try await refuseBusyPorts()
        var failure: LocalStackError?
        do throws(LocalStackError) {
            for part in parts where !isStopping { try await start(part) }
            if !isStopping { announce() }
            for await _ in interrupted {}
        } catch {
            failure = error
        }
        for (_, supervisor) in supervisors.reversed() { await supervisor.stop() }
        if let failure { throw failure }
    }

    /// Tells ``run()`` to stop the stack.
    public func stop() {
        guard !isStopping else { return }
        isStopping = true
        interruption.finish()
        console.note("stopping; Ctrl-C again stops everything at once")
    }

    /// Ends every process at once, while ``stop()`` takes its time.
    public func kill() async {
        stop()
        for (part, supervisor) in supervisors {
            // PostgreSQL's own immediate shutdown takes its helper processes with it.
            await supervisor.kill(signal: part == .postgres ? SIGQUIT : SIGKILL)
        }
    }

    private func refuseBusyPorts() async throws(LocalStackError) {
        var busy: [String] = []
        for listener in parts.flatMap(\.listeners) {
            let port = settings[listener].port
            guard !LoopbackPort.isFree(port) else { continue }
            let holder = await PortHolder.find(port: port)?.description ?? "a process of another user"
            busy.append("port \(port) (\(listener.rawValue)) is held by \(holder)")
        }
        guard busy.isEmpty else {
            throw LocalStackError(
                code: .portBusy,
                message: busy.joined(separator: "\n") + "\nStop what holds it, or set the variable to another address.")
        }
    }

    private func start(_ part: Part) async throws(LocalStackError) {
        let supervisor = Supervisor(name: part.rawValue, console: console, launch: try await launcher(of: part))
        supervisors.append((part, supervisor))
        await supervisor.start()
        let deadline = ContinuousClock.now + .seconds(90)
        while !isStopping {
            if await isReady(part, supervisor) {
                await supervisor.ready()
                return
            }
            if await supervisor.hasEnded {
                throw LocalStackError(
                    code: .notReady, message: "\(part.rawValue) could not be started; its lines above say why.")
            }
            guard ContinuousClock.now < deadline else {
                throw LocalStackError(
                    code: .notReady, message: "\(part.rawValue) was not healthy after 90 seconds; see its lines above.")
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    private func isReady(_ part: Part, _ supervisor: Supervisor) async -> Bool {
        guard await supervisor.isRunning else { return false }
        if part == .postgres { return true }
        guard let command = try? await command(part, ["health"]) else { return false }
        return (try? await ChildProcess.output(of: command)) != nil
    }
}

extension Stack {
    private func launcher(
        of part: Part
    ) async throws(LocalStackError) -> @Sendable () async throws(LocalStackError) -> ChildProcess {
        let console = console
        if part == .postgres, let postgres {
            return { () async throws(LocalStackError) in
                let server = try await postgres.start { console.write($0, from: part.rawValue) }
                try await postgres.createDatabase("cairn")
                return server
            }
        }
        let command = try await command(part, ["serve"])
        return { () async throws(LocalStackError) in
            try await ChildProcess.start(command) { console.write($0, from: part.rawValue) }
        }
    }

    private func command(_ part: Part, _ arguments: [String]) async throws(LocalStackError) -> ChildProcess.Command {
        var environment = settings.environment
        for listener in StackSettings.Listener.allCases {
            let address = settings[listener]
            environment[listener.rawValue] = part.listeners.contains(listener) ? "\(address)" : address.reachable
        }
        if let postgres { environment["DATABASE_URL"] = try await postgres.url(database: "cairn") }
        if environment["COLLECTOR_DATA", default: ""].isEmpty { environment["COLLECTOR_DATA"] = "\(folder)/collector" }
        if environment["OTEL_EXPORTER_OTLP_ENDPOINT", default: ""].isEmpty {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://\(settings[.otlpHTTP].reachable)"
        }
        if let app { environment["GATEWAY_APP_DIRECTORY"] = app }
        environment["PUBLIC_URL"] = settings.publicURL
        if environment["GATEWAY_TRACES_URL", default: ""].isEmpty {
            environment["GATEWAY_TRACES_URL"] = "http://\(settings[.query].reachable)/api/traces/{id}"
        }
        for (name, value) in Self.developmentSettings where environment[name, default: ""].isEmpty {
            environment[name] = value
        }
        return ChildProcess.Command("\(programs)/\(part.rawValue)", arguments, environment: environment)
    }

    /// What suits a gateway that only this machine can reach: traces that a client has begun go on, each request shows
    /// every hop, and nobody has to wait who tries something out.
    private static let developmentSettings = [
        "GATEWAY_TRACE_CONTEXT": "continue", "GATEWAY_BAGGAGE": "continue", "GATEWAY_SESSION_CACHE": "0s",
        "GATEWAY_AUTH_RATE": "off",
    ]

    private func announce() {
        let gateway = "http://\(settings[.gateway].reachable)"
        let query = "http://\(settings[.query].reachable)"
        console.note("ready")
        if parts.contains(.gateway) {
            if let app, app != "none" { console.note("  web app    \(gateway)") }
            console.note("  REST API   \(gateway)   (try: make demo)")
            if let url = settings.givenPublicURL { console.note("  from afar  \(url)") }
        }
        if parts.contains(.collector) {
            let option = settings[.query].port == StackSettings.Listener.query.defaultPort ? "" : " --url \(query)"
            console.note("  traces     \(query)   (try: \(programs)/collector traces\(option))")
            console.note("  OTLP/HTTP  http://\(settings[.otlpHTTP].reachable)")
        }
        console.note("  data       \(folder)")
    }
}
