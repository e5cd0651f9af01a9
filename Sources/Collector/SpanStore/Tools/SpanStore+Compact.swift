extension SpanStore {
    /// What compacting a directory has changed.
    public struct Compaction: Sendable {
        /// What the store held before.
        public var before: Statistics
        /// What it holds now.
        public var after: Statistics
        /// What was found wrong on the way, one sentence each.
        public var warnings: [String]
    }

    /// Makes segments of all logs, merges what may be merged, deletes what the options do not keep, and closes the store
    /// again.
    ///
    /// Where an exporter was in the middle of a log or of a merged segment it will begin with that anew.
    ///
    /// - Throws: ``SpanStoreError`` with the code `locked` when a collector has the directory, and `io` when there is none.
    public static func compact(directory: String, options: Options = Options()) async throws(SpanStoreError)
        -> Compaction
    {
        // A writer begins to delete at once, and would make a store of any directory.
        let before = try SpanStore(directory: directory, mode: .readOnly, options: options).statistics
        let store = try SpanStore(directory: directory, options: options)
        store.engine.queue?.withLock { $0.requestSeal() }
        await store.close()
        if let failure = store.engine.maintenance.withLock({ $0.failure }) { throw failure }
        return Compaction(before: before, after: store.statistics, warnings: store.warnings)
    }
}
