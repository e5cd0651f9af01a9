import FoundationEssentials

/// When a document of an issuer is fetched again. All durations are in seconds.
struct CachePolicy: Sendable {
    /// How long a document is good.
    var lifetime: TimeInterval = 3600

    /// The time between two fetches of a fresh document because it lacks what is looked for: an issuer may change its keys
    /// at any time, but tokens with made-up keys must not make us call it each time.
    var floor: TimeInterval = 30

    /// The time between a fetch that failed and the next one.
    var failureFloor: TimeInterval = 2
}

/// What is known of a document, without the means to fetch it.
struct CacheState<Value: Sendable>: Sendable {
    enum Step {
        case use(Value)
        case fetch
        case fail(any Error)
    }

    let policy: CachePolicy
    private var value: Value?
    private var fetchTime: Date?
    /// When the document was last fetched because it lacked something.
    private var missTime: Date?
    private var failure: (error: any Error, time: Date)?

    init(policy: CachePolicy) {
        self.policy = policy
    }

    /// What to do for somebody who wants what `isGoodEnough` accepts. Nobody who finds that pays for others who don't.
    mutating func step(at now: Date, isGoodEnough: (Value) -> Bool) -> Step {
        let fresh = fetchTime.flatMap { now < $0.addingTimeInterval(policy.lifetime) ? value : nil }
        if let fresh, isGoodEnough(fresh) { return .use(fresh) }
        if let failure, now < failure.time.addingTimeInterval(policy.failureFloor) { return .fail(failure.error) }
        guard let fresh else { return .fetch }
        if let missTime, now < missTime.addingTimeInterval(policy.floor) { return .use(fresh) }
        missTime = now
        return .fetch
    }

    mutating func fetched(_ result: Result<Value, any Error>, at now: Date) {
        switch result {
        case .success(let value):
            (self.value, fetchTime, failure) = (value, now, nil)
        case .failure(let error):
            failure = (error, now)
        }
    }
}
