/// A log file with what the index holds of it.
struct StoredFile: Sendable {
    var file: LogFile
    /// Where its records end.
    var end: Int
    /// Its first rows; those of the next file begin where its own end.
    var firstSpan: Int
    var firstScope: Int
    var firstRecord: Int
    /// When its newest record arrived, in nanoseconds since 1970.
    var newestUnixNano: UInt64 = 0
}
