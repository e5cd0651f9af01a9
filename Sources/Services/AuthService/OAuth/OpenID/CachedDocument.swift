import FoundationEssentials

/// A document of an issuer, fetched by one caller at a time and kept for a while.
actor CachedDocument<Value: Sendable> {
    private var state: CacheState<Value>
    private var fetching: Task<Value, any Error>?
    private let now: @Sendable () -> Date
    private let fetch: @Sendable () async throws -> Value

    init(
        policy: CachePolicy, now: @escaping @Sendable () -> Date, fetch: @escaping @Sendable () async throws -> Value
    ) {
        state = CacheState(policy: policy)
        self.now = now
        self.fetch = fetch
    }

    /// The document, if possible one that `isGoodEnough` accepts.
    func value(isGoodEnough: @Sendable (Value) -> Bool = { _ in true }) async throws -> Value {
        switch state.step(at: now(), isGoodEnough: isGoodEnough) {
        case .use(let value):
            // Who else misses something waits for the fetch that the first one has begun.
            if let fetching, !isGoodEnough(value) { return try await fetching.value }
            return value
        case .fail(let error): throw error
        case .fetch:
            if let fetching { return try await fetching.value }
            // Every caller of the moment waits for this task, and its exchange has a timeout of its own.
            let task = Task { try await fetch() }
            fetching = task
            let result = await task.result
            fetching = nil
            state.fetched(result, at: now())
            return try result.get()
        }
    }
}
