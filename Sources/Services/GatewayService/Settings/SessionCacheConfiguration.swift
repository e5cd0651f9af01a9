/// How long the gateway believes what auth has said of a session.
public struct SessionCacheConfiguration: Sendable, Hashable {
    /// How long; zero asks auth for each request.
    public var timeToLive: Duration
    /// How many sessions are kept at most.
    public var capacity: Int

    /// A configuration of its parts.
    public init(timeToLive: Duration = .seconds(5), capacity: Int = 10000) {
        self.timeToLive = timeToLive
        self.capacity = capacity
    }
}
