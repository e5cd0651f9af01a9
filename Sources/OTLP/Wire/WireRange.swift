/// Where a part of a message lies, counted from the message's first byte. Messages are smaller than 4 GiB.
public struct WireRange: Hashable, Sendable, BitwiseCopyable {
    /// The first byte.
    public var offset: UInt32
    /// How many bytes.
    public var count: UInt32

    /// Makes a range.
    @inlinable
    public init(offset: UInt32, count: UInt32) {
        self.offset = offset
        self.count = count
    }

    init(_ range: Range<Int>) {
        self.init(offset: UInt32(truncatingIfNeeded: range.lowerBound), count: UInt32(truncatingIfNeeded: range.count))
    }

    /// Nothing at all.
    public static let empty = WireRange(offset: 0, count: 0)

    /// As bounds of a buffer.
    @inlinable
    public var bounds: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
}
