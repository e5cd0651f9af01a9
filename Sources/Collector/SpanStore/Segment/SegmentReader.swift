import OTLP

/// Reads from one segment for one query, and keeps the blocks that it has read last. For one thread.
final class SegmentReader {
    /// As many blocks are kept as a trace's neighbours on the first page of a search use.
    private static let keptBlocks = 8

    let file: SegmentFile
    let zstandard: Zstandard
    private let cache: DictionaryPageCache
    private var blocks: [SegmentBlock] = []

    init(_ file: SegmentFile, cache: DictionaryPageCache, zstandard: Zstandard) {
        self.file = file
        self.cache = cache
        self.zstandard = zstandard
    }

    /// A block, whose columns are read as they are needed.
    func block(_ number: Int) -> SegmentBlock {
        if let index = blocks.firstIndex(where: { $0.number == number }) { return blocks[index] }
        let block = SegmentBlock(number, of: file, zstandard)
        if blocks.count == Self.keptBlocks { blocks.removeFirst() }
        blocks.append(block)
        return block
    }

    /// Calls `body` with a value of a dictionary.
    func withValue<Result>(
        _ rank: UInt32, of dictionary: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(SpanStoreError) -> Result {
        let pages = file.footer.dictionaries[dictionary].pages
        var lower = 0
        var upper = pages.count
        while upper - lower > 1 {
            let middle = (lower + upper) / 2
            if pages[middle].firstRank <= rank { lower = middle } else { upper = middle }
        }
        guard lower < pages.count else { throw file.damaged("dictionary \(dictionary) has no value \(rank)") }
        let page = try page(lower, of: dictionary)
        let index = Int(rank) - pages[lower].firstRank
        guard index < page.count else { throw file.damaged("dictionary \(dictionary) has no value \(rank)") }
        return page.withValue(index, body)
    }

    /// The rank of a value; nil when it is not in the dictionary.
    func rank(of value: [UInt8], in dictionary: Int) throws(SpanStoreError) -> UInt32? {
        let pages = file.footer.dictionaries[dictionary].pages
        let beginning = value.prefix(SegmentFormat.firstValueBytes)
        var lower = 0
        var upper = pages.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if ByteOrder.isLess(beginning, pages[middle].first) { upper = middle } else { lower = middle + 1 }
        }
        // Several pages may begin with the same bytes, as far as the footer knows.
        while lower > 0 {
            lower -= 1
            if let index = try page(lower, of: dictionary).index(of: value) {
                return UInt32(pages[lower].firstRank + index)
            }
            guard pages[lower].first.elementsEqual(beginning) else { break }
        }
        return nil
    }

    /// Calls `body` with every value of a dictionary in the order of the ranks.
    func forEachValue(
        of dictionary: Int, _ body: (UInt32, UnsafeRawBufferPointer) throws(SpanStoreError) -> Void
    ) throws(SpanStoreError) {
        for number in file.footer.dictionaries[dictionary].pages.indices {
            let page = try page(number, of: dictionary)
            let first = file.footer.dictionaries[dictionary].pages[number].firstRank
            for index in 0..<page.count {
                var failure: SpanStoreError?
                page.withValue(index) { value in
                    do throws(SpanStoreError) {
                        try body(UInt32(first + index), value)
                    } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
            }
        }
    }

    private func page(_ number: Int, of dictionary: Int) throws(SpanStoreError) -> DictionaryPage {
        let place = file.footer.dictionaries[dictionary].pages[number]
        let key = DictionaryPageCache.Key(segment: ObjectIdentifier(file), offset: place.offset)
        if let page = cache.find(key) { return page }
        let stored = try file.read(
            at: place.offset, count: place.storedCount, checksum: place.checksum,
            "the dictionary at byte \(place.offset)")
        guard let plain = zstandard.bytes(stored, count: place.count),
            let page = try? plain.withUnsafeBytes({ (bytes) throws(BytesReader.Malformed) in
                try DictionaryPage(bytes)
            })
        else { throw file.damaged("the dictionary at byte \(place.offset)") }
        cache.insert(page, for: key)
        return page
    }
}
