import OTLP

/// Reads the records of one log file's bytes, stepping over what is damaged.
struct LogReplay {
    /// A piece of the file.
    enum Piece: Equatable {
        /// A record whose checksum is right.
        case record(LogRecord)
        /// Bytes that are no record, with records behind them.
        case damaged(Range<Int>)
        /// Bytes at the end that are no record.
        case tail(Range<Int>)
    }

    /// What the beginning of a file tells.
    enum Header: Equatable {
        case whole
        /// It is not as it was written, but there are records behind it, or it is nearly a header.
        case damaged
        /// The file is shorter than its header: it was just being made.
        case incomplete
        /// The file is no log.
        case foreign
        /// The file was written by another version.
        case version(UInt32)
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = LogFormat.fileHeaderCount

    /// Replays a file whose ``header(of:)`` is whole or damaged.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    static func header(of bytes: UnsafeRawBufferPointer) -> Header {
        guard bytes.count >= LogFormat.fileHeaderCount else { return .incomplete }
        let covered = UnsafeRawBufferPointer(rebasing: bytes[..<LogFormat.fileChecksumOffset])
        let checksum = bytes.loadUnaligned(fromByteOffset: LogFormat.fileChecksumOffset, as: UInt32.self)
        let isLog = bytes.starts(with: LogFormat.magic)
        guard Checksum.short(covered) == UInt32(littleEndian: checksum) else {
            return isLog || hasRecord(bytes) ? .damaged : .foreign
        }
        guard isLog else { return .foreign }
        let version = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: LogFormat.magic.count, as: UInt32.self))
        return version == LogFormat.version ? .whole : .version(version)
    }

    private static func hasRecord(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var replay = LogReplay(bytes)
        while let piece = replay.next() {
            if case .record = piece { return true }
        }
        return false
    }

    /// The next piece; nil at the end.
    mutating func next() -> Piece? {
        guard position < bytes.count else { return nil }
        if let record = LogRecord(at: position, in: bytes) {
            position = record.payload.upperBound
            return .record(record)
        }
        let start = position
        position += 1
        while position < bytes.count {
            if LogRecord(at: position, in: bytes) != nil { return .damaged(start..<position) }
            position += 1
        }
        return .tail(start..<bytes.count)
    }
}

/// A record of a log whose checksum is right.
struct LogRecord: Equatable {
    var offset: Int
    var payload: Range<Int>
    var arrivalUnixNano: UInt64
    var entryCount: Int
    var spanCount: Int
    var attributeCount: Int
    var referenceSize: Int

    init?(at offset: Int, in bytes: UnsafeRawBufferPointer) {
        guard bytes.count - offset >= LogFormat.recordHeaderCount, bytes[offset] == LogFormat.marker[0],
            bytes[offset..<offset + 4].elementsEqual(LogFormat.marker)
        else { return nil }
        func number<Number: FixedWidthInteger & BitwiseCopyable>(at index: Int, _ type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + index, as: type))
        }
        let start = offset + LogFormat.recordHeaderCount
        let count = Int(number(at: 4, UInt32.self))
        guard count <= bytes.count - start else { return nil }
        let covered = bytes[offset + LogFormat.checksumOffset + 8..<start + count]
        guard Checksum.of(UnsafeRawBufferPointer(rebasing: covered)) == number(at: 8, UInt64.self) else { return nil }
        self.offset = offset
        payload = start..<start + count
        arrivalUnixNano = number(at: 16, UInt64.self)
        entryCount = Int(number(at: 24, UInt32.self))
        spanCount = Int(number(at: 28, UInt32.self))
        attributeCount = Int(number(at: 32, UInt32.self))
        referenceSize = Int(number(at: 36, UInt32.self))
    }

    /// Appends the record's spans to a head.
    func replay(_ bytes: UnsafeRawBufferPointer, into head: Head) throws(BytesReader.Malformed) {
        var reader = BytesReader(UnsafeRawBufferPointer(rebasing: bytes[payload]))
        guard entryCount <= reader.remaining, spanCount <= reader.remaining / LogFormat.spanCount,
            referenceSize == 2 || referenceSize == 4
        else { throw BytesReader.Malformed() }
        var entries: ContiguousArray<UInt32> = []
        entries.reserveCapacity(entryCount)
        var columns: ContiguousArray<UInt8> = []
        for _ in 0..<entryCount {
            let column = try reader.byte()
            let value = try reader.counted()
            columns.append(column)
            switch UInt32(column) {
            case SpanDictionary.Column.firstAttribute: entries.append(head.dictionary.internAttribute(value))
            case 0..<SpanDictionary.Column.key: entries.append(head.dictionary.intern(value, in: UInt32(column)))
            default: throw BytesReader.Malformed()
            }
        }
        func reference(_ column: UInt32) throws(BytesReader.Malformed) -> UInt32 {
            let number = referenceSize == 2 ? Int(try reader.fixed(UInt16.self)) : Int(try reader.fixed(UInt32.self))
            guard number < entryCount, columns[number] == UInt8(column) else { throw BytesReader.Malformed() }
            return entries[number]
        }
        var attributes: ContiguousArray<UInt32> = []
        for _ in 0..<spanCount {
            var row = SpanRow(
                traceID: TraceID(high: try reader.fixed(UInt64.self), low: try reader.fixed(UInt64.self)),
                spanID: SpanID(value: try reader.fixed(UInt64.self)),
                parentSpanID: SpanID(value: try reader.fixed(UInt64.self)),
                startUnixNano: try reader.fixed(UInt64.self), endUnixNano: try reader.fixed(UInt64.self), name: 0,
                source: 0, otherFields: 0, firstAttribute: 0, attributeCount: 0,
                kind: try reader.fixed(Int32.self), status: try reader.fixed(Int32.self), previous: 0)
            let count = Int(try reader.fixed(UInt32.self))
            guard count <= reader.remaining / referenceSize else { throw BytesReader.Malformed() }
            row.name = try reference(SpanDictionary.Column.name)
            row.source = try reference(SpanDictionary.Column.source)
            row.otherFields = try reference(SpanDictionary.Column.otherFields)
            attributes.removeAll(keepingCapacity: true)
            for _ in 0..<count { attributes.append(try reference(SpanDictionary.Column.firstAttribute)) }
            attributes.withUnsafeBufferPointer { head.append(row, attributes: $0) }
        }
    }
}
