import DequeModule

/// What is known of sessions, and who finds it out: a state machine without a clock of its own.
///
/// A session is believed for a fixed time, so entries expire in the order in which they were made, and that is also the
/// order in which they are dropped when there are too many.
struct SessionCacheState<Session: Sendable, Waiter>: ~Copyable {
    /// Where a session is to be had.
    enum Lookup {
        /// It is known.
        case found(Session)
        /// Somebody is asking already: ``join(_:ticket:waiter:)``.
        case wait
        /// Ask, and tell ``finish(_:lookup:now:)`` what came of it, in every case.
        case ask(LookupID)
    }

    /// One question to auth.
    struct LookupID: Hashable {
        fileprivate let number: UInt64
    }

    /// Somebody who waits.
    struct Ticket: Hashable {
        fileprivate let number: UInt64
    }

    private struct Entry {
        let session: Session
        let user: String
        let expiry: ContinuousClock.Instant
        let number: UInt64
    }

    private struct Question {
        let id: LookupID
        var waiters: [Ticket: Waiter] = [:]
        /// Whether the answer may be kept: not when a session has been ended since it was asked for.
        var isTrusted = true
    }

    private let timeToLive: Duration
    private let capacity: Int
    private var entries: [TokenDigest: Entry] = [:]
    private var order: Deque<(key: TokenDigest, number: UInt64, expiry: ContinuousClock.Instant)> = []
    private var questions: [TokenDigest: Question] = [:]
    private var lastNumber: UInt64 = 0

    init(_ configuration: SessionCacheConfiguration) {
        timeToLive = configuration.timeToLive
        capacity = configuration.capacity
    }

    /// How many sessions are kept.
    var count: Int { entries.count }

    /// Looks for a session.
    mutating func lookup(_ key: TokenDigest, now: ContinuousClock.Instant) -> Lookup {
        if let entry = entries[key] {
            if entry.expiry > now { return .found(entry.session) }
            entries[key] = nil
        }
        if let question = questions[key], question.isTrusted { return .wait }
        lastNumber += 1
        let id = LookupID(number: lastNumber)
        // One that is not trusted any more goes on for those who wait for it.
        if questions[key] == nil { questions[key] = Question(id: id) }
        return .ask(id)
    }

    /// What somebody who will wait is known by.
    mutating func ticket() -> Ticket {
        lastNumber += 1
        return Ticket(number: lastNumber)
    }

    /// Waits for the answer to the question that is being asked; false when there is none any more.
    mutating func join(_ key: TokenDigest, ticket: Ticket, waiter: Waiter) -> Bool {
        guard questions[key] != nil else { return false }
        questions[key]?.waiters[ticket] = waiter
        return true
    }

    /// Does not wait any more. Returns the waiter if it still did.
    mutating func leave(_ key: TokenDigest, ticket: Ticket) -> Waiter? {
        questions[key]?.waiters.removeValue(forKey: ticket)
    }

    /// A question has been answered, or could not be.
    ///
    /// - Parameters:
    ///   - found: The session, whose it is, and how long it lasts; nil when there is none to keep.
    /// - Returns: Those who wait for it.
    mutating func finish(
        _ key: TokenDigest, lookup id: LookupID,
        found: (session: Session, user: String, lifetime: Duration?)?, now: ContinuousClock.Instant
    ) -> [Waiter] {
        guard let question = questions[key], question.id == id else { return [] }
        questions[key] = nil
        if let found, question.isTrusted { store(found, for: key, now: now) }
        return Array(question.waiters.values)
    }

    /// A session has been ended: it is not believed any more, nor what is being said of it now.
    mutating func remove(_ key: TokenDigest) {
        entries[key] = nil
        questions[key]?.isTrusted = false
    }

    /// Some or all sessions of the user of this one have been ended. Whose a session is that is being asked for is not known
    /// yet, so no such answer is kept. When the session is not known (any more), all are dropped if `isCertain` says that it
    /// was valid, since its user can't be told.
    mutating func removeAll(ofUserOf key: TokenDigest, isCertain: Bool) {
        let user = entries[key]?.user
        if let user {
            entries = entries.filter { $0.value.user != user }
        } else if isCertain {
            entries = [:]
        }
        remove(key)
        if user != nil || isCertain {
            for key in questions.keys { questions[key]?.isTrusted = false }
        }
    }

    private mutating func store(
        _ found: (session: Session, user: String, lifetime: Duration?), for key: TokenDigest,
        now: ContinuousClock.Instant
    ) {
        let lifetime = min(timeToLive, found.lifetime ?? timeToLive)
        guard lifetime > .zero, capacity > 0 else { return }
        while let first = order.first,
            first.expiry <= now || entries.count >= capacity || order.count >= 2 * capacity || isStale(first)
        {
            order.removeFirst()
            if !isStale(first) { entries[first.key] = nil }
        }
        lastNumber += 1
        entries[key] = Entry(
            session: found.session, user: found.user, expiry: now + lifetime, number: lastNumber)
        order.append((key, lastNumber, now + lifetime))
    }

    /// Whether the entry that was made then has been removed or replaced since.
    private func isStale(_ made: (key: TokenDigest, number: UInt64, expiry: ContinuousClock.Instant)) -> Bool {
        entries[made.key]?.number != made.number
    }
}
