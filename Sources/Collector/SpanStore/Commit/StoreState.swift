/// What the store knows, under its lock.
struct StoreState {
    var index: SpanIndex
    /// The log files in the order of their numbers.
    private(set) var contents: [StoredFile]
    private(set) var files: [UInt32: LogFile]
    var appendedRequests = 0
    var arrivalWaiters = ArrivalWaiters()

    init(_ recovery: LogRecovery) {
        index = recovery.index
        contents = recovery.contents
        files = Dictionary(uniqueKeysWithValues: recovery.contents.map { ($0.file.number, $0.file) })
    }

    var bytes: Int { contents.reduce(0) { $0 + $1.end } }

    /// The place after the newest record.
    var endOfArrivals: ArrivalCursor {
        guard index.records.count > 0 else { return .start }
        let record = index.records[index.records.endIndex - 1]
        return ArrivalCursor(file: UInt64(record.file), offset: UInt64(record.end))
    }

    /// Makes a durable request visible to queries.
    mutating func publish(
        _ request: PreparedRequest, in file: LogFile, at offset: Int, arrivalUnixNano: UInt64
    ) {
        if contents.last?.file.number != file.number {
            files[file.number] = file
            contents.append(
                StoredFile(
                    file: file, end: LogFormat.fileHeaderCount, firstSpan: index.spans.endIndex,
                    firstScope: index.scopes.endIndex, firstRecord: index.records.endIndex))
        }
        let record = RecordRow(file: file.number, offset: UInt32(offset), count: UInt32(request.payload.count))
        request.payload.withUnsafeBytes { index.insert(request.scanned, payload: $0, record: record) }
        let last = contents.count - 1
        contents[last].end = record.end
        contents[last].newestUnixNano = max(contents[last].newestUnixNano, arrivalUnixNano)
        appendedRequests += 1
    }

    /// The oldest file, if it is beyond what is to be kept. The newest one always stays.
    func expired(_ options: SpanStore.Options, nowUnixNano: UInt64) -> LogFile? {
        guard contents.count > 1, let oldest = contents.first else { return nil }
        if let limit = options.retentionBytes, bytes > limit { return oldest.file }
        guard let age = options.retentionAge, nowUnixNano > oldest.newestUnixNano else { return nil }
        let seen = Duration.nanoseconds(Int64(clamping: nowUnixNano - oldest.newestUnixNano))
        return seen > age ? oldest.file : nil
    }

    /// Forgets the oldest file.
    mutating func removeFirst() {
        files[contents.removeFirst().file.number] = nil
        guard let first = contents.first else { return }
        index.removeAll(beforeSpan: first.firstSpan, scope: first.firstScope, record: first.firstRecord)
    }
}
