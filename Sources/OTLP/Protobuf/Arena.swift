public import CProtobufC

/// A bump allocator with a cap, for protobuf-c and for the structures that are handed to it.
///
/// Memory is taken in chunks and given back all at once, by ``reset()`` or with the arena. An arena belongs to one
/// task at a time. When an allocation would go beyond the cap, protobuf-c gets none, fails, and ``isExhausted`` tells.
public final class Arena {
    private static let firstChunk = 16 << 10
    private static let largestChunk = 1 << 20

    /// The most bytes that the arena takes.
    public let maximumBytes: Int
    /// How many bytes it has taken.
    public private(set) var reservedBytes = 0
    /// Whether an allocation was refused since the last ``reset()``.
    public private(set) var isExhausted = false

    /// What protobuf-c takes; valid as long as the arena lives.
    public let allocator: UnsafeMutablePointer<ProtobufCAllocator>

    private var chunks: [UnsafeMutableRawBufferPointer] = []
    private var next: UnsafeMutableRawPointer?
    private var available = 0

    /// Makes an empty arena that takes at most `maximumBytes`.
    public init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
        allocator = .allocate(capacity: 1)
        // The arena owns the structure and outlives every use of it, so it need not be retained by the C side.
        allocator.initialize(
            to: ProtobufCAllocator(
                alloc: { data, size in
                    guard let data else { return nil }
                    return Unmanaged<Arena>.fromOpaque(data).takeUnretainedValue().allocate(byteCount: size)
                },
                free: { _, _ in },
                allocator_data: nil))
        allocator.pointee.allocator_data = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
        allocator.deinitialize(count: 1)
        allocator.deallocate()
    }

    /// Takes memory that is aligned for every C type; nil when the cap is reached.
    public func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
        // Checked before rounding, so that a size near Int.max cannot overflow.
        guard byteCount >= 0, byteCount <= maximumBytes else {
            isExhausted = true
            return nil
        }
        let size = (max(byteCount, 1) + 15) & ~15
        if size > available, !grow(by: size) { return nil }
        let result = next
        next = next.map { $0 + size }
        available -= size
        return result
    }

    /// Forgets everything that was allocated and keeps one chunk for what comes.
    public func reset() {
        isExhausted = false
        while chunks.count > 1, let last = chunks.popLast() {
            reservedBytes -= last.count
            last.deallocate()
        }
        next = chunks.first?.baseAddress
        available = chunks.first?.count ?? 0
    }

    private func grow(by size: Int) -> Bool {
        let doubled = min(max(reservedBytes, Self.firstChunk), Self.largestChunk)
        let count = max(size, min(doubled, maximumBytes - reservedBytes))
        guard count <= maximumBytes - reservedBytes else {
            isExhausted = true
            return false
        }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        chunks.append(chunk)
        reservedBytes += count
        next = chunk.baseAddress
        available = count
        return true
    }
}
