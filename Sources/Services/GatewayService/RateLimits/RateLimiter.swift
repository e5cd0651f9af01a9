/// Counts the requests of each client against a limit: a state machine without a clock of its own.
///
/// It is the generic cell rate algorithm (ITU-T I.371), which needs one instant for each client: when the client's quota
/// will be whole again, if it sends nothing more. Such an instant that has passed says as much as none at all.
///
/// The instants stand in a table whose size never changes: a client has its place in one of the table's rows, and a new
/// client takes the place of the one in its row whose quota is the most whole. So memory is bounded however many
/// addresses an attacker has, and to be forgotten a client must have used little of its quota compared to others.
struct RateLimiter<Key: Hashable & Sendable>: Sendable {
    /// What becomes of a request.
    struct Decision: Hashable, Sendable {
        let isAllowed: Bool
        /// How many more requests would be taken now.
        let remaining: Int
        /// When the quota will be whole again.
        let reset: Duration
        /// When another request will be taken; zero when one would be taken now.
        let retryAfter: Duration
    }

    private struct Place {
        let key: Key
        /// When the quota is whole again.
        var whole: ContinuousClock.Instant
    }

    let limit: RateLimit
    private static var rowSize: Int { 8 }
    private var rows: [[Place]]

    /// A limiter that keeps `capacity` clients in mind, rounded up to whole rows.
    init(_ limit: RateLimit, capacity: Int) {
        self.limit = limit
        rows = Array(repeating: [], count: max(1, (capacity + Self.rowSize - 1) / Self.rowSize))
    }

    /// How many clients are kept in mind.
    var count: Int { rows.reduce(0) { $0 + $1.count } }

    /// A client sends a request.
    mutating func take(_ key: Key, now: ContinuousClock.Instant) -> Decision {
        // Hash values differ from process to process, so nobody can choose addresses that share a row.
        let row = Int(truncatingIfNeeded: UInt(bitPattern: key.hashValue) % UInt(rows.count))
        let index = rows[row].firstIndex { $0.key == key }
        let whole = max(now, index.map { rows[row][$0].whole } ?? now)
        let next = whole + limit.interval
        let isAllowed = next <= now + limit.window
        if isAllowed { store(Place(key: key, whole: next), in: row, at: index, now: now) }
        let latest = isAllowed ? next : whole
        // What is whole must not become less by the rounding of a quotient.
        let remaining = Int((now + limit.window - latest) / limit.interval + 1e-6)
        let wait = latest + limit.interval - (now + limit.window)
        return Decision(
            isAllowed: isAllowed, remaining: max(0, remaining), reset: latest - now, retryAfter: max(.zero, wait))
    }

    private mutating func store(_ place: Place, in row: Int, at index: Int?, now: ContinuousClock.Instant) {
        if let index = index ?? rows[row].firstIndex(where: { $0.whole <= now }) {
            rows[row][index] = place
        } else if rows[row].count < Self.rowSize {
            rows[row].append(place)
        } else if let index = rows[row].indices.min(by: { rows[row][$0].whole < rows[row][$1].whole }) {
            rows[row][index] = place
        }
    }
}
