/// All that was measured. Times are in seconds and latencies in milliseconds, sizes in bytes and MiB.
struct Report: Codable {
    var workload: WorkloadFigures
    var ingest: [IngestFigures]
    var smallRequest: LatencyFigures
    var queries: [QueryFigures]
    /// The pace of the load beside which the same queries were made.
    var loadSpansPerSecond: Double
    var queriesWhileLoading: [QueryFigures]
    var stop: StopFigures
    /// From exec until ready, after clean stops.
    var openSeconds: [Double]
    var crashes: [CrashFigures]
    /// Wrong answers and lost spans.
    var problems: [String]
}

/// What was sent.
struct WorkloadFigures: Codable {
    var seed: UInt64
    var endUnixNano: UInt64
    var spans: Int
    var traces: Int
    var services: Int
    var processes: Int
    var attributesPerSpan: Double
    var bytesPerSpan: Double
}

/// What receiving at full speed costs.
struct IngestFigures: Codable {
    var compression: String
    var connections: Int
    var spans: Int
    var spansPerSecond: Double
    /// The collector's processor time until it is quiet again, and the part of it while requests came.
    var processorSecondsPerMillion: Double
    var processorSecondsPerMillionWhileLoading: Double
    var settleSeconds: Double
    /// The highest resident memory.
    var peakMebibytes: Double
    /// The resident memory after it has become quiet, and the part of it that is not of files.
    var idleMebibytes: Double
    var idleAnonymousMebibytes: Double
    var diskBytesPerSpan: Double
    var allocatedBytesPerSpan: Double
    var requestLatency: LatencyFigures
    /// Answers 429 and 503, after which the same request was sent again.
    var retries: Int
    /// This program's own processor time.
    var clientSecondsPerMillion: Double
}

/// How a kind of query fared.
struct QueryFigures: Codable {
    var kind: String
    var latency: LatencyFigures
    var checked: Int
    var wrong: Int
}

/// A clean stop.
struct StopFigures: Codable {
    var seconds: Double
    var spans: Int
    var diskBytesPerSpan: Double
    var allocatedBytesPerSpan: Double
}

/// SIGKILL straight after the last 200, and what was there afterwards.
struct CrashFigures: Codable {
    /// What had been acknowledged since the start before.
    var acknowledgedSpans: Int
    /// From exec until ready.
    var openSeconds: Double
    var checkedTraces: Int
    /// Traces of which something is missing.
    var hurtTraces: Int
}
