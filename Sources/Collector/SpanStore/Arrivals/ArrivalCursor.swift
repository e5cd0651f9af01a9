/// A place in the order in which requests arrived; text that may be kept in a file and read again after a restart.
public struct ArrivalCursor: Hashable, Sendable {
    /// The log file's number.
    var file: UInt64
    /// The byte in the log file at which the next record starts.
    var offset: UInt64

    /// Before everything that the store holds.
    public static let start = ArrivalCursor(file: 0, offset: 0)

    init(file: UInt64, offset: UInt64) {
        self.file = file
        self.offset = offset
    }

    /// Reads the text form `FILE:OFFSET`; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let file = UInt64(parts[0]), let offset = UInt64(parts[1]) else { return nil }
        self.init(file: file, offset: offset)
    }
}

extension ArrivalCursor: Comparable {
    /// Orders by arrival.
    public static func < (lhs: ArrivalCursor, rhs: ArrivalCursor) -> Bool {
        (lhs.file, lhs.offset) < (rhs.file, rhs.offset)
    }
}

extension ArrivalCursor: CustomStringConvertible {
    /// `FILE:OFFSET`.
    public var description: String { "\(file):\(offset)" }
}
