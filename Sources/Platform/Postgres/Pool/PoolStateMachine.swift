import DequeModule

/// Who gets which connection when, and which connections are opened and closed.
///
/// It does no I/O and has no clock: each transition is told the time and returns what is to be done. Connections are
/// made by those who need them: a caller that finds room in the pool is told to connect and then holds that connection.
struct PoolStateMachine<
    Connection: Sendable, WaiterID: Hashable & Sendable, Instant: InstantProtocol
>: Sendable where Instant.Duration == Duration {
    let configuration: Configuration
    var slots: [Slot: State] = [:]
    /// The most recently used last, so that a pool with little to do uses few connections and the others time out.
    var idle: [Slot] = []
    var waiters: Deque<Waiter> = []
    var isClosing = false
    private var nextSlot = 0
    private var failures = 0
    private var lastFailure: (error: PostgresError, retry: Instant)?

    init(configuration: Configuration) {
        self.configuration = configuration
    }

    // MARK: Acquire and release

    /// A caller wants a connection.
    /// - Parameter waiter: who to answer later and until when; nil to be told `wait` without being queued.
    mutating func acquire(_ waiter: Waiter?, now: Instant) -> (Acquisition, Actions) {
        var actions = Actions()
        guard !isClosing else { return (.failed(.closed), actions) }
        while let slot = idle.popLast() {
            guard case .idle(let connection, let born, let since) = slots[slot] else { continue }
            if isOutlived(born, now) {
                slots[slot] = nil
                actions.close.append(connection)
                continue
            }
            slots[slot] = .leased(connection, born: born)
            let needsCheck = since.duration(to: now) > configuration.healthCheckAfter
            return (.leased(Lease(slot: slot, connection: connection, needsCheck: needsCheck)), actions)
        }
        if waiters.isEmpty, let slot = openSlot(now: now) { return (.connect(slot), actions) }
        if let lastFailure, now < lastFailure.retry, !hasLiveConnection {
            return (.failed(.connectFailed(lastFailure.error)), actions)
        }
        guard let waiter else { return (.wait, actions) }
        guard waiters.count < configuration.maximumWaiters else { return (.failed(.tooManyWaiters), actions) }
        waiters.append(waiter)
        serveWaiters(now: now, &actions)
        return (.wait, actions)
    }

    /// A lease ends.
    /// - Parameter isUsable: false for a connection that is broken or in a state that others must not see.
    mutating func release(_ slot: Slot, isUsable: Bool, now: Instant) -> Actions {
        var actions = Actions()
        guard case .leased(let connection, let born) = slots[slot] else { return actions }
        if !isUsable || isOutlived(born, now) || (isClosing && waiters.isEmpty) {
            slots[slot] = nil
            actions.close.append(connection)
            serveWaiters(now: now, &actions)
        } else if let waiter = waiters.popFirst() {
            let lease = Lease(slot: slot, connection: connection, needsCheck: false)
            actions.answers.append((waiter.id, .leased(lease)))
        } else {
            slots[slot] = .idle(connection, born: born, since: now)
            idle.append(slot)
        }
        return finish(actions)
    }

    // MARK: Connecting

    /// A connect succeeded; whoever made it holds the connection.
    mutating func connected(_ slot: Slot, _ connection: Connection, now: Instant) -> Actions {
        var actions = Actions()
        slots[slot] = .leased(connection, born: now)
        failures = 0
        lastFailure = nil
        serveWaiters(now: now, &actions)
        return actions
    }

    /// The server can't be reached or refuses.
    /// - Parameter jitter: 0 up to 1, takes up to half off the pause.
    mutating func connectFailed(_ slot: Slot, _ error: PostgresError, now: Instant, jitter: Double) -> Actions {
        var actions = Actions()
        slots[slot] = nil
        failures += 1
        let pause = min(
            configuration.initialBackoff * (1 << min(failures - 1, 20)), configuration.maximumBackoff)
        lastFailure = (error, now.advanced(by: pause * (1 - jitter / 2)))
        serveWaiters(now: now, &actions)
        return finish(actions)
    }

    /// Whoever connected gave up, which says nothing about the server.
    mutating func connectAbandoned(_ slot: Slot, now: Instant) -> Actions {
        var actions = Actions()
        slots[slot] = nil
        serveWaiters(now: now, &actions)
        return finish(actions)
    }

    // MARK: Details

    private var hasLiveConnection: Bool {
        slots.values.contains { if case .connecting = $0 { false } else { true } }
    }

    func isOutlived(_ born: Instant, _ now: Instant) -> Bool {
        born.duration(to: now) >= configuration.maximumLifetime
    }

    /// Room for one more connection, unless it is too early after a failed attempt.
    mutating func openSlot(now: Instant) -> Slot? {
        guard slots.count < configuration.maximumConnections else { return nil }
        if let lastFailure, now < lastFailure.retry { return nil }
        defer { nextSlot += 1 }
        slots[nextSlot] = .connecting
        return nextSlot
    }

    /// Lets those who wait longest connect while there is room, and turns all away when no connection can be expected:
    /// whoever waits does so for a connection that is in use or being made.
    private mutating func serveWaiters(now: Instant, _ actions: inout Actions) {
        while !waiters.isEmpty, let slot = openSlot(now: now) {
            actions.answers.append((waiters.removeFirst().id, .connect(slot)))
        }
        guard !waiters.isEmpty, let lastFailure, now < lastFailure.retry, !hasLiveConnection else { return }
        for waiter in waiters { actions.answers.append((waiter.id, .failed(.connectFailed(lastFailure.error)))) }
        waiters = []
    }

    func finish(_ actions: Actions) -> Actions {
        var actions = actions
        actions.isDrained = isClosing && slots.isEmpty && waiters.isEmpty
        return actions
    }
}
