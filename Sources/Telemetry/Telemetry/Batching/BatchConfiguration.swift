/// When the batch processor exports, and how much it holds until then.
public struct BatchConfiguration: Hashable, Sendable {
    /// How many ended spans wait at most; those beyond are dropped (`OTEL_BSP_MAX_QUEUE_SIZE`).
    public var queueSize: Int
    /// How long a span waits at most until it is exported (`OTEL_BSP_SCHEDULE_DELAY`).
    public var scheduleDelay: Duration
    /// How many spans are exported at once (`OTEL_BSP_MAX_EXPORT_BATCH_SIZE`).
    public var batchSize: Int
    /// How long one export may take with all its retries (`OTEL_BSP_EXPORT_TIMEOUT`).
    public var exportTimeout: Duration
    /// How long the final flush may take.
    public var shutdownTimeout: Duration

    /// Makes a configuration; the defaults are the specification's.
    public init(
        queueSize: Int = 2048, scheduleDelay: Duration = .seconds(5), batchSize: Int = 512,
        exportTimeout: Duration = .seconds(30), shutdownTimeout: Duration = .seconds(5)
    ) {
        self.queueSize = queueSize
        self.scheduleDelay = scheduleDelay
        self.batchSize = batchSize
        self.exportTimeout = exportTimeout
        self.shutdownTimeout = shutdownTimeout
    }
}
