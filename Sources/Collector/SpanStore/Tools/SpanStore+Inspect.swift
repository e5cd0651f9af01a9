extension SpanStore {
    /// What a directory holds, without its lock: beside a writer the files as they are at this moment. Blocks.
    ///
    /// Of segments only the footers are read; logs are read whole, one at a time.
    ///
    /// - Throws: ``SpanStoreError`` with the code `io` when the directory cannot be read. A file that cannot be read is
    ///   named in ``Inventory/File/problem``.
    public static func inspect(directory: String) throws(SpanStoreError) -> Inventory {
        // The writer may make a segment of a log while the directory is looked at; then once more.
        for _ in 0..<4 {
            if let inventory = try inspect(directory, failsIfOutdated: true) { return inventory }
        }
        return try inspect(directory, failsIfOutdated: false) ?? Inventory(files: [], usage: [])
    }

    private static func inspect(_ directory: String, failsIfOutdated: Bool) throws(SpanStoreError) -> Inventory? {
        let listing = try StoreListing(directory)
        if listing.isOutdated && failsIfOutdated { return nil }
        var usage = StorageUsage()
        var files: [Inventory.File] = []
        for segment in listing.segments {
            let file = describe(segment, in: directory)
            if file.state == .served, case .success(let segment) = segment.file { usage.add(segment) }
            files.append(file)
        }
        for log in listing.logs {
            guard let file = describe(log, in: directory) else {
                if failsIfOutdated { return nil }
                continue
            }
            if file.state == .served { usage.add(log: file.bytes) }
            files.append(file)
        }
        files.sort { ($0.generations?.lowerBound ?? 0, $0.name) < ($1.generations?.lowerBound ?? 0, $1.name) }
        for name in listing.others {
            // What is gone, and what is no file, is of no interest.
            guard let bytes = (try? POSIX.size(ofRegularFile: directory + "/" + name)) ?? nil else { continue }
            let problem =
                StoreFileName(name) == .incompleteSegment ? "it is being written, or was when its writer ended" : nil
            files.append(
                Inventory.File(name: name, kind: .other, state: .unrelated, bytes: bytes, problem: problem))
        }
        return Inventory(files: files, usage: usage.sorted)
    }

    private static func describe(_ segment: StoreListing.Segment, in directory: String) -> Inventory.File {
        var file = Inventory.File(
            name: segment.name, kind: .segment, state: segment.isSuperseded ? .superseded : .served,
            generations: segment.range, bytes: 0)
        switch segment.file {
        case .success(let opened):
            let footer = opened.footer
            file.bytes = opened.byteCount
            file.spans = footer.rowCount
            file.traces = footer.traceCount
            file.startsUnixNano = Inventory.union(
                footer.blocks.map { min($0.earliestStart, $0.latestStart)...$0.latestStart })
            let oldest = footer.oldestArrivalUnixNano
            file.arrivalsUnixNano = min(oldest, footer.newestArrivalUnixNano)...footer.newestArrivalUnixNano
            if footer.generations != segment.range {
                file.state = .unreadable
                file.problem = "its name is not that of its generations"
            }
        case .failure(let error):
            file.state = .unreadable
            file.bytes = ((try? POSIX.size(ofRegularFile: directory + "/" + segment.name)) ?? nil) ?? 0
            file.problem = error.problem(of: directory + "/" + segment.name)
        }
        return file
    }

    /// Nil when the log is gone.
    private static func describe(_ log: StoreListing.Log, in directory: String) -> Inventory.File? {
        var file = Inventory.File(
            name: log.name, kind: .log, state: log.isSuperseded ? .superseded : .served,
            generations: log.generation...log.generation, bytes: 0)
        let path = directory + "/" + log.name
        let contents: LogContents
        do throws(SpanStoreError) {
            contents = try LogContents(path: path, generation: log.generation)
        } catch {
            if (error.cause as? SystemError)?.isMissing == true { return nil }
            file.state = .unreadable
            file.problem = error.problem(of: path)
            return file
        }
        file.bytes = contents.byteCount
        file.spans = contents.head.rows.count
        file.traces = contents.head.traceCount
        let rows = contents.head.rows
        if rows.count > 0 {
            var starts = rows[0].startUnixNano...rows[0].startUnixNano
            for number in 1..<rows.count {
                let start = rows[number].startUnixNano
                starts = min(starts.lowerBound, start)...max(starts.upperBound, start)
            }
            file.startsUnixNano = starts
        }
        file.arrivalsUnixNano = contents.arrivals
        if !contents.isServed { file.state = .unreadable }
        let problems = contents.damages.map(\.description) + (contents.tail.map { [$0.description] } ?? [])
        if !problems.isEmpty { file.problem = problems.joined(separator: "; ") }
        return file
    }
}

extension SpanStoreError {
    /// The message without the file's path, which stands beside it.
    func problem(of path: String) -> String {
        let prefix = path + " is damaged: "
        if description.hasPrefix(prefix) { return String(description.dropFirst(prefix.count)) }
        return description
    }
}
