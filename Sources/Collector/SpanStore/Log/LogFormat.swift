/// How a log file is laid out, all numbers little-endian; `Format.md` describes it byte by byte.
///
/// - Header, 16 bytes: the magic `CAIRNLOG`, the version as 4 bytes, the lower half of the XXH64 of these as 4.
/// - Then records, one for each group of requests that became durable together. Each is whole in itself: a header of
///   40 bytes (the marker `CREC`, the payload's length in 4 bytes, the XXH64 of what follows up to the payload's end in 8,
///   the time of arrival in nanoseconds since 1970 in 8, the number of entries, of spans and of attributes in 4 each,
///   the size of a reference in 4), the distinct values that its spans refer to, then the spans.
///
/// The marker lets a reader find the next record behind a damaged one.
enum LogFormat {
    static let version: UInt32 = 2
    static let fileHeaderCount = 16
    static let recordHeaderCount = 40
    /// Where in a record's header the checksum stands, which covers what comes after it.
    static let checksumOffset = 8
    /// What a span takes before its references.
    static let spanCount = 60
    static let magic: [UInt8] = Array("CAIRNLOG".utf8)
    static let marker: [UInt8] = Array("CREC".utf8)

    /// Where in the file's header its checksum stands, which covers what comes before it.
    static let fileChecksumOffset = 12

    static func fileHeader(version: UInt32 = version) -> [UInt8] {
        var header = magic
        header.appendFixed(version)
        header.appendFixed(header.withUnsafeBytes(Checksum.short))
        return header
    }
}
