/// What a log holds, read whole, with what is wrong in it.
struct LogContents {
    /// Its spans.
    let head: Head
    let byteCount: Int
    /// When its first and its last record arrived.
    private(set) var arrivals: ClosedRange<UInt64>?
    private(set) var recordCount = 0
    private(set) var damages: [SpanStore.Verification.Finding] = []
    /// An incomplete record at the end, as a writer leaves it that is at work or was killed.
    private(set) var tail: SpanStore.Verification.Finding?
    private(set) var header = LogReplay.Header.whole

    private let name: String

    init(path: String, generation: UInt64) throws(SpanStoreError) {
        let file: LogFile
        do throws(SystemError) {
            file = try LogFile(path: path, writes: false)
        } catch {
            throw error.storeError("open", path)
        }
        let bytes = try file.readAll()
        name = String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
        head = Head(generation: generation)
        byteCount = bytes.count
        bytes.withUnsafeBytes { read($0) }
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) {
        header = LogReplay.header(of: bytes)
        switch header {
        case .incomplete: tail = finding(0, "the file ends within its header")
        case .foreign: damages.append(finding(0, "it does not begin as a log does"))
        case .version(let version):
            damages.append(finding(8, "it has version \(version); this program reads version \(LogFormat.version)"))
        case .damaged:
            damages.append(finding(0, "its header is not as it was written"))
            readRecords(bytes)
        case .whole: readRecords(bytes)
        }
    }

    /// Whether the file's records are served.
    var isServed: Bool { header == .whole || header == .damaged }

    private mutating func readRecords(_ bytes: UnsafeRawBufferPointer) {
        var replay = LogReplay(bytes)
        while let piece = replay.next() {
            switch piece {
            case .record(let record):
                recordCount += 1
                let time = record.arrivalUnixNano
                arrivals = min(arrivals?.lowerBound ?? time, time)...max(arrivals?.upperBound ?? time, time)
                do throws(BytesReader.Malformed) {
                    try record.replay(bytes, into: head)
                } catch {
                    damages.append(finding(record.offset, "the record cannot be read, though its checksum is right"))
                }
            case .damaged(let range):
                damages.append(finding(range.lowerBound, "\(range.count) bytes are no record"))
            case .tail(let range):
                if Self.isBeginning(UnsafeRawBufferPointer(rebasing: bytes[range])) {
                    tail = finding(range.lowerBound, "the last record is incomplete (\(range.count) bytes)")
                } else {
                    damages.append(finding(range.lowerBound, "the last \(range.count) bytes are no record"))
                }
            }
        }
    }

    /// Whether bytes are the first ones of a record that is longer.
    private static func isBeginning(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.prefix(LogFormat.marker.count).elementsEqual(LogFormat.marker.prefix(bytes.count)) else {
            return false
        }
        guard bytes.count >= LogFormat.recordHeaderCount else { return true }
        let payload = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        guard Int(payload) > bytes.count - LogFormat.recordHeaderCount else { return false }
        // A whole record, of which only the length has changed, has the right checksum.
        let covered = UnsafeRawBufferPointer(rebasing: bytes[(LogFormat.checksumOffset + 8)...])
        let checksum = bytes.loadUnaligned(fromByteOffset: LogFormat.checksumOffset, as: UInt64.self)
        return Checksum.of(covered) != UInt64(littleEndian: checksum)
    }

    private func finding(_ offset: Int, _ what: String) -> SpanStore.Verification.Finding {
        SpanStore.Verification.Finding(file: name, offset: offset, what: what)
    }
}
