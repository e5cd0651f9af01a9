import OTLP

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A sealed segment, open for reading. Any number of threads may read; what they read is checked.
final class SegmentFile: Sendable {
    let path: String
    let footer: SegmentFooter
    let byteCount: Int
    private let descriptor: Int32
    /// The dictionary of each attribute key.
    private let dictionaryOfKey: [[UInt8]: Int]

    /// Opens a file and reads its footer.
    ///
    /// - Throws: ``SpanStoreError`` with the code `damaged` when it is no whole segment, `newerVersion` when a later
    ///   version has written it, and `io`.
    init(path: String) throws(SpanStoreError) {
        self.path = path
        do throws(SystemError) {
            descriptor = try POSIX.open(path, O_RDONLY)
        } catch {
            throw error.storeError("open", path)
        }
        do throws(SpanStoreError) {
            (footer, byteCount) = try Self.readFooter(descriptor, path)
        } catch {
            POSIX.close(descriptor)
            throw error
        }
        var numbers: [[UInt8]: Int] = [:]
        for index in SegmentFormat.Dictionary.firstAttribute..<footer.dictionaries.count {
            numbers[footer.dictionaries[index].key] = index
        }
        dictionaryOfKey = numbers
    }

    deinit { POSIX.close(descriptor) }

    /// The dictionary that holds the values of an attribute; nil when no span has it.
    func dictionary(ofKey key: [UInt8]) -> Int? { dictionaryOfKey[key] }

    /// Reads bytes whose checksum is known.
    func read(
        at offset: Int, count: Int, checksum: UInt32, _ what: @autoclosure () -> String
    ) throws(SpanStoreError) -> [UInt8] {
        let bytes = try POSIX.read(descriptor, at: offset, count: count, path)
        guard bytes.withUnsafeBytes(Checksum.short) == checksum else { throw damaged(what()) }
        return bytes
    }

    /// Reads a block, whose chunks have checksums of their own.
    func readBlock(_ block: SegmentFooter.Block) throws(SpanStoreError) -> [UInt8] {
        try POSIX.read(descriptor, at: block.offset, count: block.count, path)
    }

    func damaged(_ what: String) -> SpanStoreError {
        SpanStoreError(code: .damaged, message: "\(path) is damaged: \(what)")
    }

    /// The groups in which a trace may begin; none when it is surely not here.
    func groups(of trace: TraceID) throws(SpanStoreError) -> [Int] {
        let hash = SegmentFormat.hash(trace.high, trace.low)
        let page = footer.indexPages[TraceIndex.page(hash, footer.indexPages.count)]
        guard page.traceCount > 0 else { return [] }
        let bytes = try read(
            at: page.offset, count: page.traceCount * 4, checksum: page.checksum,
            "the index of traces at byte \(page.offset)")
        let bits = TraceIndex.groupBits(footer.groupCount)
        let wanted = TraceIndex.entry(hash, 0, bits)
        return bytes.withUnsafeBytes { bytes in
            func entry(_ index: Int) -> UInt32 {
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
            }
            var lower = 0
            var upper = page.traceCount
            while lower < upper {
                let middle = (lower + upper) / 2
                if entry(middle) < wanted { lower = middle + 1 } else { upper = middle }
            }
            var groups: [Int] = []
            while lower < page.traceCount, entry(lower) &>> bits == wanted &>> bits {
                groups.append(Int(entry(lower) & (1 << bits - 1)))
                lower += 1
            }
            return groups.filter { $0 < footer.groupCount }
        }
    }

    /// The block that holds a group.
    func block(ofGroup group: Int) -> Int {
        var lower = 0
        var upper = footer.blocks.count
        while upper - lower > 1 {
            let middle = (lower + upper) / 2
            if footer.blocks[middle].firstGroup <= group { lower = middle } else { upper = middle }
        }
        return lower
    }

    /// The chunk of a column in a block; nil when no row of the block has a value there.
    func chunk(_ column: Int, in block: SegmentFooter.Block) -> SegmentFooter.Chunk? {
        var lower = block.chunks.lowerBound
        var upper = block.chunks.upperBound
        while lower < upper {
            let middle = (lower + upper) / 2
            if footer.chunks[middle].column < column { lower = middle + 1 } else { upper = middle }
        }
        guard lower < block.chunks.upperBound, footer.chunks[lower].column == column else { return nil }
        return footer.chunks[lower]
    }

    private static func readFooter(
        _ descriptor: Int32, _ path: String
    ) throws(SpanStoreError) -> (SegmentFooter, byteCount: Int) {
        func damaged(_ what: String) -> SpanStoreError {
            SpanStoreError(code: .damaged, message: "\(path) is damaged: \(what)")
        }
        let byteCount: Int
        do throws(SystemError) {
            byteCount = try POSIX.size(of: descriptor)
        } catch {
            throw error.storeError("read", path)
        }
        let trailerOffset = byteCount - SegmentFormat.trailerCount
        guard trailerOffset >= SegmentFormat.magic.count else { throw damaged("it is too short") }
        let magic = try POSIX.read(descriptor, at: 0, count: SegmentFormat.magic.count, path)
        guard magic == SegmentFormat.magic else { throw damaged("it does not begin as a segment does") }
        let trailer = try POSIX.read(descriptor, at: trailerOffset, count: SegmentFormat.trailerCount, path)
        let parts = try? trailer.withUnsafeBytes { bytes throws(BytesReader.Malformed) in
            var reader = BytesReader(bytes)
            return (
                indexOffset: try reader.fixed(UInt64.self), storedCount: Int(try reader.fixed(UInt32.self)),
                count: Int(try reader.fixed(UInt32.self)), checksum: try reader.fixed(UInt64.self),
                version: try reader.fixed(UInt32.self), own: try reader.fixed(UInt32.self)
            )
        }
        guard let parts, trailer.suffix(SegmentFormat.magic.count) == SegmentFormat.magic[...],
            trailer.withUnsafeBytes({ Checksum.short(UnsafeRawBufferPointer(rebasing: $0[..<28])) }) == parts.own
        else { throw damaged("its end is not that of a segment") }
        guard parts.version == SegmentFormat.version else {
            throw SpanStoreError(
                code: .newerVersion,
                message: "\(path) has version \(parts.version); this program reads version \(SegmentFormat.version)")
        }
        guard parts.storedCount <= trailerOffset, parts.indexOffset <= UInt64(trailerOffset - parts.storedCount) else {
            throw damaged("its footer lies outside of it")
        }
        let stored = try POSIX.read(
            descriptor, at: trailerOffset - parts.storedCount, count: parts.storedCount, path)
        guard stored.withUnsafeBytes(Checksum.of) == parts.checksum,
            let plain = Zstandard().bytes(stored, count: parts.count),
            let footer = try? plain.withUnsafeBytes({ bytes throws(BytesReader.Malformed) in
                try SegmentFooter(bytes, indexOffset: Int(parts.indexOffset))
            }), !footer.indexPages.isEmpty
        else { throw damaged("its footer has changed") }
        return (footer, byteCount)
    }
}
