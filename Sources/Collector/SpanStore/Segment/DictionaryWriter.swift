/// Writes sorted values in pages.
///
/// A page is a sequence of values: as a varint each how many first bytes are those of the value before, how many bytes
/// follow, then these. The first value of a page shares nothing. Pages are stored under Zstandard when that is shorter.
struct DictionaryWriter {
    private let zstandard: Zstandard
    private var page: [UInt8] = []
    private var previous = UnsafeRawBufferPointer(start: nil, count: 0)
    private var first: [UInt8] = []
    private var rank = 0
    private var firstRank = 0
    private var pages: [SegmentFooter.Page] = []
    private var stored: [UInt8] = []

    init(_ zstandard: Zstandard) {
        self.zstandard = zstandard
    }

    var isFull: Bool { page.count >= SegmentFormat.pageBytes }

    /// Adds a value, whose bytes must stay until the page is flushed.
    mutating func add(_ value: UnsafeRawBufferPointer) {
        var shared = 0
        if rank == firstRank {
            first = Array(value.prefix(SegmentFormat.firstValueBytes))
        } else {
            shared = Self.commonPrefix(previous, value)
        }
        page.appendVarint(shared)
        page.appendVarint(value.count - shared)
        page.append(contentsOf: value[shared...])
        previous = value
        rank += 1
    }

    /// How many first bytes two values share.
    private static func commonPrefix(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
        let limit = min(one.count, other.count)
        var count = 0
        while limit - count >= 8 {
            let difference =
                one.loadUnaligned(fromByteOffset: count, as: UInt64.self)
                ^ other.loadUnaligned(fromByteOffset: count, as: UInt64.self)
            guard difference == 0 else { return count + difference.littleEndian.trailingZeroBitCount / 8 }
            count += 8
        }
        while count < limit, one[count] == other[count] { count += 1 }
        return count
    }

    /// Writes the page, if there is one.
    mutating func flush(_ offset: inout Int, _ sink: SegmentBuilder.Sink) throws(SystemError) {
        guard rank > firstRank else { return }
        stored.removeAll(keepingCapacity: true)
        if page.withUnsafeBytes({ zstandard.compress($0, level: 3, into: &stored) }) == nil { stored = page }
        pages.append(
            SegmentFooter.Page(
                offset: offset, storedCount: stored.count, count: page.count, firstRank: firstRank,
                checksum: stored.withUnsafeBytes(Checksum.short), first: first))
        try stored.withTypedThrowingBytes(sink)
        offset += stored.count
        page.removeAll(keepingCapacity: true)
        firstRank = rank
    }

    /// The pages of the dictionary that ends here.
    mutating func takePages() -> [SegmentFooter.Page] {
        defer {
            pages = []
            rank = 0
            firstRank = 0
        }
        return pages
    }
}
