import FoundationEssentials

/// How wrong passwords delay the next try. All durations are in seconds.
///
/// NIST SP 800-63B, revision 4, section 3.2.2, allows at most 100 failures in a row at one account: ``maximumCount`` holds
/// for each of its two counters (``FailureCounter``).
struct FailurePolicy: Sendable {
    /// Up to so many failures delay nothing: people mistype, and programs that sign in at once are counted as if they
    /// failed until their password is checked.
    var freeCount: Int32 = 10

    /// The delay doubles with each further failure, from one second to this.
    var longestDelay: TimeInterval = 3600

    /// After so many failures no password is checked until they are forgotten.
    var maximumCount: Int32 = 50

    /// From the last failure until all are forgotten.
    var memory: TimeInterval = 86_400

    /// What becomes of a try.
    enum Decision: Sendable, Hashable {
        /// The password may be checked; this is what holds if it is wrong.
        case allowed(PasswordFailures)
        /// It may not, for so many seconds.
        case refused(TimeInterval)
    }

    /// Decides on a try at `now` after the failures that are known.
    func decide(after failures: PasswordFailures?, at now: Date) -> Decision {
        guard let failures, failures.lastTime > forgottenLimit(at: now) else {
            return .allowed(PasswordFailures(count: 1, lastTime: now))
        }
        let wait = failures.lastTime.addingTimeInterval(delay(after: failures.count)).timeIntervalSince(now)
        guard wait <= 0 else { return .refused(wait) }
        return .allowed(PasswordFailures(count: failures.count + 1, lastTime: now))
    }

    /// How long nothing is checked after so many failures in a row.
    func delay(after count: Int32) -> TimeInterval {
        guard count >= freeCount else { return 0 }
        guard count < maximumCount else { return memory }
        var delay: TimeInterval = 1
        for _ in freeCount..<count where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay)
    }

    /// Failures whose last one is not after this are forgotten at `now`.
    func forgottenLimit(at now: Date) -> Date {
        now.addingTimeInterval(-memory)
    }
}
