/// Reads the records of one log file's bytes, stepping over what is damaged.
struct LogReplay {
    /// A piece of the file.
    enum Piece: Equatable {
        /// A record whose checksum is right.
        case record(offset: Int, payload: Range<Int>, arrivalUnixNano: UInt64)
        /// Bytes that are no record, with records behind them.
        case damaged(Range<Int>)
        /// Bytes at the end that are no record.
        case tail(Range<Int>)
    }

    /// Why a file is not read at all.
    enum Refusal: Equatable {
        /// The file is shorter than its header: it was just being made.
        case incompleteHeader
        /// The file does not begin with the magic.
        case notALog
        /// The file was written by another version.
        case version(UInt32)
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = LogFormat.fileHeaderCount

    /// Replays a file that ``refusal(of:)`` has nothing against.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    static func refusal(of bytes: UnsafeRawBufferPointer) -> Refusal? {
        guard bytes.count >= LogFormat.fileHeaderCount else { return .incompleteHeader }
        guard bytes.starts(with: LogFormat.magic) else { return .notALog }
        let version = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        return version == LogFormat.version ? nil : .version(version)
    }

    /// The next piece; nil at the end.
    mutating func next() -> Piece? {
        guard position < bytes.count else { return nil }
        if let record = record(at: position) {
            position = record.payload.upperBound
            return .record(offset: record.offset, payload: record.payload, arrivalUnixNano: record.time)
        }
        let start = position
        position += 1
        while position < bytes.count {
            if record(at: position) != nil { return .damaged(start..<position) }
            position += 1
        }
        return .tail(start..<bytes.count)
    }

    private func record(at offset: Int) -> (offset: Int, payload: Range<Int>, time: UInt64)? {
        let header = LogFormat.recordHeaderCount
        guard bytes.count - offset >= header, bytes[offset] == LogFormat.marker[0],
            bytes[offset..<offset + 4].elementsEqual(LogFormat.marker)
        else { return nil }
        func number<Number: FixedWidthInteger & BitwiseCopyable>(at index: Int, _ type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + index, as: type))
        }
        let count = Int(number(at: 4, UInt32.self))
        guard count <= bytes.count - offset - header else { return nil }
        let payload = offset + header..<offset + header + count
        let covered = UnsafeRawBufferPointer(rebasing: bytes[offset + 12..<payload.upperBound])
        guard LogFormat.checksum(covered) == number(at: 8, UInt32.self) else { return nil }
        return (offset, payload, number(at: 12, UInt64.self))
    }
}
