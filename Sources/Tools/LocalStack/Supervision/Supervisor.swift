/// Keeps one part of the stack running until it is told to stop: carries out what ``Supervision`` decides.
actor Supervisor {
    nonisolated let name: String
    private let console: Console
    private let launch: @Sendable () async throws(LocalStackError) -> ChildProcess
    private var machine = Supervision()
    private var child: ChildProcess?
    private var run: Task<Void, Never>?
    private var pause: Task<Void, any Error>?

    /// `launch` starts the part once.
    init(
        name: String, console: Console, launch: @escaping @Sendable () async throws(LocalStackError) -> ChildProcess
    ) {
        self.name = name
        self.console = console
        self.launch = launch
    }

    /// Whether the part has ended for good.
    var hasEnded: Bool { machine.hasEnded }

    /// Whether a process of the part runs at the moment.
    var isRunning: Bool { child?.exitStatus == nil && child != nil }

    /// Starts the part for the first time.
    func start() {
        guard machine.begin() == .start else { return }
        run = Task { await supervise() }
    }

    /// Tells the supervisor that the part is healthy.
    func ready() { machine.ready() }

    /// Stops the part and returns when it has ended.
    func stop() async {
        if machine.stop() == .stop { await child?.stop() }
        pause?.cancel()
        await run?.value
    }

    /// Ends the part's process at once, for good.
    func kill(signal: Int32) {
        _ = machine.stop()
        pause?.cancel()
        child?.send(signal: signal)
    }

    private func supervise() async {
        var action = Supervision.Action.start
        while true {
            switch action {
            case .start: action = await runOnce()
            case .pause(let duration):
                let pause = Task { try await Task.sleep(for: duration) }
                self.pause = pause
                _ = await pause.result
                action = machine.paused()
            case .stop, .finish, .giveUp, .none: return
            }
        }
    }

    /// One life of the part, from its start to its end.
    private func runOnce() async -> Supervision.Action {
        let start = ContinuousClock.now
        let end: String
        do throws(LocalStackError) {
            let child = try await launch()
            self.child = child
            // Asked to stop while it was starting, when there was no process yet to be told.
            if machine.isStopping { await child.stop() }
            end = "ended with \(await child.waitForExit())"
        } catch {
            end = "did not start: \(error)"
        }
        let action = machine.exited(afterRunning: ContinuousClock.now - start)
        switch action {
        case .pause(let duration): console.note("\(name) \(end); starting it again in \(duration)")
        case .giveUp: console.note("\(name) \(end), before it was ever ready")
        case .finish: console.note("\(name) \(end)")
        case .start, .stop, .none: break
        }
        return action
    }
}
