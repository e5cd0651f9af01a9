import DequeModule

extension PoolStateMachine {
    /// A waiting caller does not want a connection any more.
    mutating func cancel(_ waiter: WaiterID) -> Actions {
        var actions = Actions()
        guard let index = waiters.firstIndex(where: { $0.id == waiter }) else { return actions }
        waiters.remove(at: index)
        actions.answers.append((waiter, .failed(.cancelled)))
        return finish(actions)
    }

    /// Answers those whose deadline has passed.
    mutating func expireWaiters(now: Instant) -> Actions {
        var actions = Actions()
        waiters.removeAll { waiter in
            guard waiter.deadline <= now else { return false }
            actions.answers.append((waiter.id, .failed(.waitedTooLong)))
            return true
        }
        return finish(actions)
    }
}
