import CMemory

/// Values in order that never move once they are written, so that others read them while one thread goes on appending.
///
/// Unchecked because of the pointers: one thread appends, and hands the count over through a lock; readers look only at
/// what lies before a count that they got through that lock. Memory is given back with the column.
final class StableColumn<Element: BitwiseCopyable>: @unchecked Sendable {
    private let shift: Int
    private let mask: Int
    /// Has its full size from the start, since readers use it without a lock.
    private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    private let maximumChunks: Int
    private var chunkCount = 0
    private(set) var count = 0

    /// A column of at most 2^20 chunks with 2^`chunkBits` values each.
    init(chunkBits: Int, maximumCount: Int) {
        shift = chunkBits
        mask = 1 << chunkBits - 1
        maximumChunks = maximumCount >> chunkBits + 1
        chunks = .allocate(capacity: maximumChunks)
    }

    deinit {
        for index in 0..<chunkCount { chunks[index].deallocate() }
        chunks.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { chunks[index &>> shift][index & mask] }
        // For values that nobody else can know of yet.
        set { chunks[index &>> shift][index & mask] = newValue }
    }

    /// Lets the memory of a value come that will be read soon.
    @inline(__always)
    func prefetch(_ index: Int) {
        memory_prefetch(chunks[index &>> shift] + (index & mask))
    }

    @inline(__always)
    func append(_ value: Element) {
        if count & mask == 0 { addChunk() }
        chunks[count &>> shift][count & mask] = value
        count += 1
    }

    /// Takes back what nobody else knows of.
    func removeLast(downTo newCount: Int) {
        count = newCount
        while chunkCount > (count + mask) &>> shift {
            chunkCount -= 1
            chunks[chunkCount].deallocate()
        }
    }

    /// Calls `body` with the bytes of a range, piece by piece.
    func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        var at = range.lowerBound
        while at < range.upperBound {
            let end = min(range.upperBound, (at | mask) + 1)
            body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: chunks[at >> shift] + (at & mask), count: end - at)))
            at = end
        }
    }

    private func addChunk() {
        guard chunkCount == count >> shift else { return }
        precondition(chunkCount < maximumChunks, "a column is full long after its head should have been sealed")
        chunks[chunkCount] = .allocate(capacity: mask + 1)
        chunkCount += 1
    }
}
