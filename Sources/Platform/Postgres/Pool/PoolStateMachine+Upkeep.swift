import DequeModule

extension PoolStateMachine {
    /// Closes what is idle for too long or too old, and asks for connections up to the minimum.
    /// - Returns: the slots to connect (report `connected` and then `release`), and what is to be done.
    mutating func maintain(now: Instant) -> (connect: [Slot], Actions) {
        var actions = Actions()
        var kept: [Slot] = []
        // The first in the list have been idle for longest.
        for slot in idle {
            guard case .idle(let connection, let born, let since) = slots[slot] else { continue }
            let isSurplus =
                slots.count > configuration.minimumConnections
                && since.duration(to: now) >= configuration.idleTimeout
            if isSurplus || isOutlived(born, now) {
                slots[slot] = nil
                actions.close.append(connection)
            } else {
                kept.append(slot)
            }
        }
        idle = kept
        var connect: [Slot] = []
        while slots.count < configuration.minimumConnections, let slot = openSlot(now: now) { connect.append(slot) }
        return (connect, actions)
    }

    /// Lets nobody in any more. Those who hold a connection or wait for one are still served.
    mutating func shutdown() -> Actions {
        var actions = Actions()
        isClosing = true
        for slot in idle {
            if case .idle(let connection, _, _) = slots.removeValue(forKey: slot) { actions.close.append(connection) }
        }
        idle = []
        return finish(actions)
    }

    /// Turns away those who wait, for a shutdown that can't wait.
    mutating func abandonWaiters() -> Actions {
        var actions = Actions()
        for waiter in waiters { actions.answers.append((waiter.id, .failed(.closed))) }
        waiters = []
        return finish(actions)
    }
}
