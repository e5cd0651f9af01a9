extension SpanStore {
    /// Reads every byte of every log and segment of a directory, without its lock, and checks it: each checksum, whether
    /// each piece can be decoded, and whether what the pieces say of each other agrees. Blocks.
    ///
    /// Beside a writer the files as they come and go are checked; one that goes before it was read is left out.
    ///
    /// - Throws: ``SpanStoreError`` with the code `io` when the directory cannot be read.
    public static func verify(directory: String) throws(SpanStoreError) -> Verification {
        var verification = Verification()
        var seen: Set<String> = []
        // What the writer makes of files that went meanwhile is new, and there is an end to it.
        for _ in 0..<8 {
            let listing = try StoreListing(directory)
            let before = seen.count
            for segment in listing.segments where seen.insert(segment.name).inserted {
                verify(segment, directory, &verification)
            }
            for log in listing.logs where seen.insert(log.name).inserted { verify(log, directory, &verification) }
            for name in listing.others where seen.insert(name).inserted {
                guard StoreFileName(name) == .incompleteSegment else { continue }
                verification.notices.append(
                    .init(file: name, what: "a segment is being written, or was when its writer ended"))
            }
            if seen.count == before { break }
        }
        return verification
    }

    private static func verify(_ segment: StoreListing.Segment, _ directory: String, _ result: inout Verification) {
        let path = directory + "/" + segment.name
        switch segment.file {
        case .failure(let error):
            result.files += 1
            result.bytes += ((try? POSIX.size(ofRegularFile: path)) ?? nil) ?? 0
            result.damages.append(
                .init(file: segment.name, offset: SegmentVerifier.place(of: error, path), what: error.problem(of: path))
            )
        case .success(let file):
            var verifier = SegmentVerifier(file, name: segment.name)
            verifier.run()
            result.files += 1
            result.bytes += file.byteCount
            result.spans += verifier.spans
            result.pieces += verifier.pieces
            result.damages += verifier.damages
            if file.footer.generations != segment.range {
                result.damages.append(
                    .init(file: segment.name, what: "its name is not that of its generations"))
            }
        }
        if segment.isSuperseded {
            result.notices.append(.init(file: segment.name, what: "a wider segment holds the same spans"))
        }
    }

    private static func verify(_ log: StoreListing.Log, _ directory: String, _ result: inout Verification) {
        let path = directory + "/" + log.name
        do throws(SpanStoreError) {
            let contents = try LogContents(path: path, generation: log.generation)
            result.files += 1
            result.bytes += contents.byteCount
            result.spans += contents.head.rows.count
            result.pieces += contents.recordCount
            result.damages += contents.damages
            if let tail = contents.tail { result.notices.append(tail) }
        } catch {
            if (error.cause as? SystemError)?.isMissing == true { return }
            result.files += 1
            result.damages.append(.init(file: log.name, what: error.problem(of: path)))
        }
        if log.isSuperseded {
            result.notices.append(.init(file: log.name, what: "a segment holds the same spans"))
        }
    }
}
