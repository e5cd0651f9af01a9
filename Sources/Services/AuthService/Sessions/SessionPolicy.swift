import FoundationEssentials

/// How long sessions live, and how many there are of a user. All durations are in seconds.
struct SessionPolicy: Sendable {
    /// From the sign-in to the end, used or not.
    var lifetime: TimeInterval = 30 * 86_400

    /// From the last use to the end.
    var idleTimeout: TimeInterval = 7 * 86_400

    /// How old the stored time of the last use may become before a use writes it again.
    var refreshInterval: TimeInterval = 60

    /// Up to this age a session shows that its user is really there.
    var recentSignIn: TimeInterval = 600

    /// How many a user has at most; one more ends the one that was not used for the longest time.
    var maximumCount: Int32 = 100

    /// Whether a session still opens anything.
    func isAlive(_ session: Session, at now: Date) -> Bool {
        now < end(of: session)
    }

    /// When a session ends if nobody uses it any more.
    func end(of session: Session) -> Date {
        min(session.expireTime, session.lastUseTime.addingTimeInterval(idleTimeout))
    }

    /// Of a session or token that is used at `now`: up to which stored time of its last use that has to be written down.
    func refreshLimit(at now: Date) -> Date {
        now.addingTimeInterval(-refreshInterval)
    }

    /// Up to which time of their last use sessions are over at `now`.
    func idleLimit(at now: Date) -> Date {
        now.addingTimeInterval(-idleTimeout)
    }
}
