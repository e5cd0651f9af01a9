import FoundationEssentials

/// How long sessions live. All durations are in seconds.
struct SessionPolicy: Sendable {
    /// From the sign-in to the end, used or not.
    var lifetime: TimeInterval = 30 * 86_400

    /// From the last use to the end.
    var idleTimeout: TimeInterval = 7 * 86_400

    /// How old the stored time of the last use may become before a use writes it again.
    var refreshInterval: TimeInterval = 60

    /// Whether a session still opens anything.
    func isAlive(_ session: Session, at now: Date) -> Bool {
        now < session.expireTime && now < session.lastUseTime.addingTimeInterval(idleTimeout)
    }

    /// Whether a use at `now` has to be written down.
    func needsRefresh(_ session: Session, at now: Date) -> Bool {
        session.lastUseTime.addingTimeInterval(refreshInterval) <= now
    }
}
