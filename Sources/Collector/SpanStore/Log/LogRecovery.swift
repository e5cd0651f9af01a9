import OTLP

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads a directory's logs into an index, and repairs the end of the last one when it may write.
///
/// Whatever is found, recovery goes on: what cannot be read is named in a warning.
struct LogRecovery {
    private(set) var index = SpanIndex()
    private(set) var warnings: [String] = []
    /// Where each file's rows begin, and its size; by file number.
    private(set) var contents: [StoredFile] = []
    /// The file that can be continued, and where its records end.
    private(set) var last: (file: LogFile, end: Int)?
    private(set) var nextNumber: UInt32 = 1

    private let directory: String
    private let limits: Limits
    private let repairs: Bool
    private var scanned = ScannedRequest()

    init(directory: String, mode: SpanStore.Mode, limits: Limits) throws(SpanStoreError) {
        self.directory = directory
        // What was accepted once is served, whatever the limits are today.
        var limits = limits
        limits.maximumMessageBytes = .max
        limits.maximumAttributes = .max
        self.limits = limits
        repairs = mode == .readWrite
        let names: [String]
        do throws(SystemError) {
            names = try POSIX.names(in: directory)
        } catch {
            throw error.storeError("read", directory)
        }
        let numbers = names.compactMap(LogFile.number).sorted()
        for number in numbers { recover(number, isLast: number == numbers.last) }
        nextNumber = (numbers.last ?? 0) + 1
    }

    private mutating func recover(_ number: UInt32, isLast: Bool) {
        let path = directory + "/" + LogFile.name(number)
        do throws(SpanStoreError) {
            let file = try open(path, number)
            let count: Int
            do throws(SystemError) {
                count = try POSIX.size(of: file.descriptor)
            } catch {
                throw error.storeError("read", path)
            }
            let bytes = try file.read(at: 0, count: count)
            bytes.withUnsafeBytes { replay($0, of: file, isLast: isLast) }
        } catch {
            // Beside a reader the writer's retention may delete a file at any time.
            guard (error.cause as? SystemError)?.isMissing != true else { return }
            warnings.append("\(error.description); its spans are not served")
        }
    }

    private func open(_ path: String, _ number: UInt32) throws(SpanStoreError) -> LogFile {
        do throws(SystemError) {
            let descriptor = try POSIX.open(path, repairs ? O_RDWR : O_RDONLY)
            return LogFile(number: number, path: path, descriptor: descriptor)
        } catch {
            throw error.storeError("open", path)
        }
    }

    private mutating func replay(_ bytes: UnsafeRawBufferPointer, of file: LogFile, isLast: Bool) {
        switch LogReplay.refusal(of: bytes) {
        case .incompleteHeader:
            // The file was being made when its writer ended; the next write makes it anew.
            if isLast && repairs { try? POSIX.unlink(file.path) }
            return
        case .notALog: return warnings.append("\(file.path) is not a log of spans; it is left alone")
        case .version(let version):
            return warnings.append("\(file.path) has version \(version), not \(LogFormat.version); it is left alone")
        case nil: break
        }
        var content = StoredFile(
            file: file, end: bytes.count, firstSpan: index.spans.endIndex, firstScope: index.scopes.endIndex,
            firstRecord: index.records.endIndex)
        var replay = LogReplay(bytes)
        while let piece = replay.next() {
            switch piece {
            case .record(let offset, let payload, let time):
                content.newestUnixNano = max(content.newestUnixNano, time)
                insert(UnsafeRawBufferPointer(rebasing: bytes[payload]), at: offset, of: file)
            case .damaged(let range):
                warnings.append("\(file.path) is damaged from byte \(range.lowerBound) to \(range.upperBound)")
            case .tail(let range):
                // To a reader the last file may well end in what its writer is writing just now.
                if repairs || !isLast {
                    warnings.append("\(file.path) ends with \(range.count) bytes that are no whole record")
                }
                content.end = range.lowerBound
            }
        }
        if isLast && repairs && content.end < bytes.count {
            do throws(SystemError) {
                try POSIX.truncate(file.descriptor, to: content.end)
                try POSIX.synchronize(file.descriptor)
            } catch {
                warnings.append("cannot cut the end of \(file.path): \(error); a new file is begun")
                contents.append(content)
                return
            }
        }
        contents.append(content)
        if isLast { last = (file, content.end) }
    }

    private mutating func insert(_ payload: UnsafeRawBufferPointer, at offset: Int, of file: LogFile) {
        do throws(OTLPError) {
            try WireScanner.scan(payload, limits: limits, into: &scanned)
            let record = RecordRow(file: file.number, offset: UInt32(offset), count: UInt32(payload.count))
            index.insert(scanned, payload: payload, record: record)
        } catch {
            warnings.append("the record at byte \(offset) of \(file.path) holds no valid request: \(error)")
        }
    }
}
