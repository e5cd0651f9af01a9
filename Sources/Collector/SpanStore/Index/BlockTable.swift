/// A growing list of plain values in blocks that never move: a copy of it is a snapshot that can be read while the
/// original grows.
///
/// Only one thread may append at a time. A snapshot has to be taken and handed over under the lock that appending
/// holds; it then reads only elements before its own `endIndex`, and those are never written again.
struct BlockTable<Element: BitwiseCopyable>: @unchecked Sendable {
    // Unchecked because of the pointers in the blocks; the rule above is why it holds.

    private final class Block {
        let elements = UnsafeMutablePointer<Element>.allocate(capacity: BlockTable.blockCount)
        deinit { elements.deallocate() }
    }

    static var blockShift: Int { 13 }
    /// How many elements a block holds.
    static var blockCount: Int { 1 << blockShift }

    private var blocks: ContiguousArray<Block> = []
    /// The number of the block that stands first in `blocks`.
    private var firstBlock = 0

    /// The first element that is still there.
    private(set) var startIndex = 0
    /// The place after the last element.
    private(set) var endIndex = 0

    var count: Int { endIndex - startIndex }

    mutating func append(_ element: Element) {
        let block = (endIndex >> Self.blockShift) - firstBlock
        if block == blocks.count { blocks.append(Block()) }
        (blocks[block].elements + (endIndex & (Self.blockCount - 1))).initialize(to: element)
        endIndex += 1
    }

    subscript(index: Int) -> Element {
        precondition(index >= startIndex && index < endIndex)
        return blocks[(index >> Self.blockShift) - firstBlock].elements[index & (Self.blockCount - 1)]
    }

    /// Drops the elements before `index`, which keep their numbers to themselves.
    mutating func removeAll(before index: Int) {
        startIndex = min(max(index, startIndex), endIndex)
        let drop = min((startIndex >> Self.blockShift) - firstBlock, blocks.count)
        blocks.removeFirst(drop)
        firstBlock += drop
    }
}
