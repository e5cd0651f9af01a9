/// Checks everything in a segment: that it can be read, and that its parts agree. For one thread.
struct SegmentVerifier {
    typealias Finding = SpanStore.Verification.Finding

    let file: SegmentFile
    let name: String
    let zstandard = Zstandard()
    private(set) var damages: [Finding] = []
    /// How many spans were decoded.
    var spans = 0
    /// How many pieces were checked.
    var pieces = 1
    /// The first group of each trace, by the hash of its identifier.
    var traces: [(hash: UInt64, group: UInt32)] = []
    /// What the spans are called; nil when a block could not be read.
    var operations: Set<SegmentFooter.Operation>? = []
    /// What stands before the group that comes next.
    var preceding = Preceding.nothing

    enum Preceding: Equatable {
        case nothing
        /// A block that could not be read.
        case unknown
        case trace(UInt64, UInt64)
    }

    var footer: SegmentFooter { file.footer }

    init(_ file: SegmentFile, name: String) {
        self.file = file
        self.name = name
    }

    mutating func run() {
        checkLayout()
        for number in footer.blocks.indices { check(block: number) }
        for number in footer.dictionaries.indices { check(dictionary: number) }
        checkIndex()
        checkOperations()
    }

    mutating func report(_ offset: Int?, _ what: String) {
        damages.append(Finding(file: name, offset: offset, what: what))
    }

    /// Blocks, dictionaries, index, footer and trailer must follow each other without a gap.
    private mutating func checkLayout() {
        var end = SegmentFormat.magic.count
        for block in footer.blocks { end += block.count }
        for (number, dictionary) in footer.dictionaries.enumerated() {
            for page in dictionary.pages {
                if page.offset != end {
                    report(end, "here should be dictionary \(number), whose page is said to be at byte \(page.offset)")
                }
                end = page.offset + page.storedCount
            }
        }
        for page in footer.indexPages {
            if page.offset != end {
                report(end, "here should be the index of traces, which is said to be at byte \(page.offset)")
            }
            end = page.offset + page.traceCount * 4
        }
        // A segment that the writer has merged meanwhile can still be read, but not be opened again.
        guard let footerOffset = Self.footerOffset(file.path), footerOffset != end else { return }
        report(min(end, footerOffset), "the footer at byte \(footerOffset) should be at byte \(end)")
    }

    private mutating func checkOperations() {
        guard let operations, operations != Set(footer.operations) else { return }
        report(Self.footerOffset(file.path), "the footer lists other operations than the spans have")
    }

    /// Where a segment that cannot be opened is damaged.
    static func place(of error: SpanStoreError, _ path: String) -> Int? {
        guard error.code == .damaged || error.code == .newerVersion,
            let size = (try? POSIX.size(ofRegularFile: path)) ?? nil
        else { return nil }
        let magic = read(path, at: 0, count: SegmentFormat.magic.count)
        if magic != SegmentFormat.magic || size < SegmentFormat.trailerCount { return 0 }
        guard error.code == .damaged else { return size - SegmentFormat.trailerCount }
        return footerOffset(path) ?? size - SegmentFormat.trailerCount
    }

    /// Where the trailer says that the footer begins; nil when it cannot be read.
    private static func footerOffset(_ path: String) -> Int? {
        guard let size = (try? POSIX.size(ofRegularFile: path)) ?? nil,
            let trailer = read(path, at: size - SegmentFormat.trailerCount, count: SegmentFormat.trailerCount)
        else { return nil }
        return trailer.withUnsafeBytes { bytes in
            let own = Checksum.short(UnsafeRawBufferPointer(rebasing: bytes[..<SegmentFormat.trailerChecksumOffset]))
            var reader = BytesReader(bytes)
            guard (try? reader.fixed(UInt64.self)) != nil, let count = try? reader.fixed(UInt32.self),
                UInt32(
                    littleEndian: bytes.loadUnaligned(
                        fromByteOffset: SegmentFormat.trailerChecksumOffset, as: UInt32.self)) == own
            else { return nil }
            let offset = size - SegmentFormat.trailerCount - Int(count)
            return offset >= 0 ? offset : nil
        }
    }

    private static func read(_ path: String, at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, let descriptor = try? POSIX.open(path, readOnly) else { return nil }
        defer { POSIX.close(descriptor) }
        return try? POSIX.read(descriptor, at: offset, count: count, path)
    }
}

extension SegmentFormat {
    /// Where in the trailer the checksum of what comes before it stands.
    static let trailerChecksumOffset = 28
}
