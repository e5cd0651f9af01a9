#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads what a directory holds: opens its segments, replays its logs, and tidies up when it may write.
///
/// Whatever is found, recovery goes on: what cannot be read is named in a warning. Only a later version's directory is
/// refused as a whole, since nothing of it may be changed.
struct StoreRecovery {
    /// In the order of their generations, which never overlap.
    private(set) var segments: [SegmentFile] = []
    /// The heads of logs without a segment, in the order of their generations.
    private(set) var heads: [RecoveredHead] = []
    private(set) var warnings: [String] = []
    private(set) var nextGeneration: UInt64 = 1

    /// A head with the log that it was replayed from.
    struct RecoveredHead {
        var head: Head
        var log: LogFile
        /// Where its records end.
        var end: Int
        /// Whether nothing behind the end keeps the log from being continued.
        var isWhole: Bool
        /// When its first and its last record arrived, in nanoseconds since 1970.
        var arrivals: ClosedRange<UInt64>
    }

    private let directory: String
    private let repairs: Bool

    init(directory: String, mode: SpanStore.Mode) throws(SpanStoreError) {
        self.directory = directory
        repairs = mode == .readWrite
        let names = try listNames()
        try openSegments(names)
        for name in names.sorted() {
            guard case .log(let generation)? = StoreFileName(name) else {
                if StoreFileName(name) == .incompleteSegment, repairs { remove(name) }
                continue
            }
            if segments.contains(where: { $0.footer.generations.contains(generation) }) {
                // The segment was made, and the log should have gone.
                if repairs { remove(name) }
            } else {
                try replay(name, generation)
            }
        }
        nextGeneration = 1 + (names.compactMap { StoreFileName($0)?.lastGeneration }.max() ?? 0)
    }

    private func listNames() throws(SpanStoreError) -> [String] {
        do throws(SystemError) {
            return try POSIX.names(in: directory)
        } catch {
            throw error.storeError("read", directory)
        }
    }

    private mutating func openSegments(_ names: [String]) throws(SpanStoreError) {
        var ranges: [ClosedRange<UInt64>] = names.compactMap {
            if case .segment(let range)? = StoreFileName($0) { range } else { nil }
        }
        // The widest first: what was merged into it should have gone.
        ranges.sort { ($1.upperBound - $1.lowerBound, $0.lowerBound) < ($0.upperBound - $0.lowerBound, $1.lowerBound) }
        for range in ranges {
            let name = StoreFileName.segment(range).description
            if let merged = segments.first(where: { $0.footer.generations.overlaps(range) }) {
                if repairs, merged.footer.generations.contains(range.lowerBound) { remove(name) }
                continue
            }
            do throws(SpanStoreError) {
                let segment = try SegmentFile(path: directory + "/" + name)
                guard segment.footer.generations == range else {
                    throw segment.damaged("its name is not that of its generations")
                }
                segments.append(segment)
            } catch {
                if error.code == .newerVersion { throw error }
                // Beside a reader the writer may delete a file at any time.
                if (error.cause as? SystemError)?.isMissing == true { continue }
                warnings.append("\(error.description); its spans are not served")
            }
        }
        segments.sort { $0.footer.generations.lowerBound < $1.footer.generations.lowerBound }
    }

    private func remove(_ name: String) {
        // What cannot be removed now is tried again at the next start.
        try? POSIX.unlink(directory + "/" + name)
    }

    private mutating func replay(_ name: String, _ generation: UInt64) throws(SpanStoreError) {
        let path = directory + "/" + name
        let log: LogFile
        let bytes: [UInt8]
        do throws(SpanStoreError) {
            do throws(SystemError) {
                log = try LogFile(path: path, writes: repairs)
            } catch {
                if error.isMissing { return }
                throw error.storeError("open", path)
            }
            bytes = try log.readAll()
        } catch {
            return warnings.append("\(error.description); its spans are not served")
        }
        switch bytes.withUnsafeBytes({ LogReplay.header(of: $0) }) {
        case .incomplete:
            // The file was being made when its writer ended.
            if repairs { remove(name) }
        case .foreign: warnings.append("\(path) is not a log of spans; it is left alone")
        case .version(let version):
            guard version < LogFormat.version else {
                throw SpanStoreError(
                    code: .newerVersion,
                    message: "\(path) has version \(version); this program reads version \(LogFormat.version)")
            }
            warnings.append("\(path) has version \(version), not \(LogFormat.version); it is left alone")
        case .damaged:
            warnings.append("the header of \(path) is damaged")
            bytes.withUnsafeBytes { replay($0, of: log, generation, isWhole: false) }
        case .whole: bytes.withUnsafeBytes { replay($0, of: log, generation, isWhole: true) }
        }
    }

    private mutating func replay(
        _ bytes: UnsafeRawBufferPointer, of log: LogFile, _ generation: UInt64, isWhole: Bool
    ) {
        var isWhole = isWhole
        let head = Head(generation: generation)
        var end = bytes.count
        var arrivals: ClosedRange<UInt64>?
        var replay = LogReplay(bytes)
        while let piece = replay.next() {
            switch piece {
            case .record(let record):
                let time = record.arrivalUnixNano
                arrivals = min(arrivals?.lowerBound ?? time, time)...max(arrivals?.upperBound ?? time, time)
                do throws(BytesReader.Malformed) {
                    try record.replay(bytes, into: head)
                } catch {
                    warnings.append("the record at byte \(record.offset) of \(log.path) cannot be read")
                }
            case .damaged(let range):
                warnings.append("\(log.path) is damaged from byte \(range.lowerBound) to \(range.upperBound)")
            case .tail(let range):
                // To a reader a log may well end in what its writer is writing just now.
                if repairs { warnings.append("\(log.path) ends with \(range.count) bytes that are no whole record") }
                end = range.lowerBound
            }
        }
        if repairs && end < bytes.count {
            do throws(SystemError) {
                try log.truncate(to: end)
                try log.synchronize()
            } catch {
                warnings.append("cannot cut the end of \(log.path): \(error); a new file is begun")
                isWhole = false
            }
        }
        heads.append(
            RecoveredHead(head: head, log: log, end: end, isWhole: isWhole, arrivals: arrivals ?? 0...0))
    }
}

extension StoreFileName {
    var lastGeneration: UInt64? {
        switch self {
        case .log(let number): number
        case .segment(let range): range.upperBound
        case .incompleteSegment: nil
        }
    }
}
