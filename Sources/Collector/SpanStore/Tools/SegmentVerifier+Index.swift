extension SegmentVerifier {
    /// Checks that each trace of the blocks is found by the index, and nothing else.
    mutating func checkIndex() {
        // Traces of blocks that could not be read are not known, so that only what is there can be compared.
        let isComplete = operations != nil
        if isComplete && traces.count != footer.traceCount {
            report(nil, "the footer counts \(footer.traceCount) traces; the blocks hold \(traces.count)")
        }
        let bits = TraceIndex.groupBits(footer.groupCount)
        var expected = [[UInt32]](repeating: [], count: footer.indexPages.count)
        for (hash, group) in traces {
            expected[TraceIndex.page(hash, footer.indexPages.count)].append(TraceIndex.entry(hash, group, bits))
        }
        for (number, page) in footer.indexPages.enumerated() {
            pieces += 1
            let found: [UInt32]
            do throws(SpanStoreError) {
                let bytes = try file.read(
                    at: page.offset, count: page.traceCount * 4, checksum: page.checksum, "")
                found = bytes.withUnsafeBytes { bytes in
                    (0..<page.traceCount).map {
                        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
                    }
                }
            } catch {
                report(page.offset, "page \(number) of the index of traces has changed")
                continue
            }
            if isComplete ? found != expected[number].sorted() : !Set(found).isSuperset(of: expected[number]) {
                report(page.offset, "page \(number) of the index of traces leads to other traces than the blocks hold")
            }
        }
    }
}
