import CMemory

/// Every distinct name, source, attribute and remainder of a head once, by number.
///
/// One thread adds; others read the entries before a count that they were given (see ``StableColumn``).
final class SpanDictionary: @unchecked Sendable {
    /// What kind of value an entry is. Attributes have a column for each key, from ``firstAttribute`` on.
    enum Column {
        /// A span's name.
        static let name: UInt32 = 0
        /// Where spans come from: see ``SpanSource``.
        static let source: UInt32 = 1
        /// The fields of a span that have no column, as they stand on the wire.
        static let otherFields: UInt32 = 2
        /// An attribute's key.
        static let key: UInt32 = 3
        /// The attributes of the key with the number 0.
        static let firstAttribute: UInt32 = 4
    }

    /// One distinct value.
    struct Entry: BitwiseCopyable {
        /// Where its bytes lie.
        var base: UnsafeRawPointer
        /// How many.
        var count: UInt32
        /// Where the value begins in them: 0, except in an attribute, whose bytes are a KeyValue message.
        var valueOffset: UInt32
        var column: UInt32
        var hash: UInt32

        var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: Int(count)) }

        /// The value without its key; an AnyValue message in an attribute.
        var value: UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: base + Int(valueOffset), count: Int(count - valueOffset))
        }
    }

    let entries = StableColumn<Entry>(chunkBits: 12, maximumCount: 1 << 26)
    /// The entries that are keys, in the order of their numbers.
    let keys = StableColumn<UInt32>(chunkBits: 10, maximumCount: 1 << 24)
    /// The entries that are sources or names, which searches look at first.
    let sources = StableColumn<UInt32>(chunkBits: 10, maximumCount: 1 << 26)
    let names = StableColumn<UInt32>(chunkBits: 10, maximumCount: 1 << 26)

    private let bytes = StableBytes()
    /// Open addressing: an entry's number plus one in the lower half, its hash in the upper one; 0 is free.
    private var slots: UnsafeMutableBufferPointer<UInt64>
    private let seed = UInt64.random(in: 0 ... .max)
    private var scratch: [UInt8] = []

    /// - Parameter capacity: how many slots there are from the start, a power of two.
    init(capacity: Int = 1 << 12) {
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: 0)
    }

    /// How many slots there are now.
    var capacity: Int { slots.count }

    deinit { slots.deallocate() }

    /// The memory that entries and table take.
    var byteCount: Int { bytes.byteCount + slots.count * 8 + entries.count * MemoryLayout<Entry>.stride }

    /// The number of a name, a source, other fields or a key; a new one if need be.
    @inline(__always)
    func intern(_ value: UnsafeRawBufferPointer, in column: UInt32) -> UInt32 {
        let hash = ByteHash.of(value, seed: seed &+ UInt64(column))
        if let found = find(value, hash, column) { return found }
        return add(value, valueOffset: 0, hash, column)
    }

    /// The number of a KeyValue message that has been checked.
    func internAttribute(_ message: UnsafeRawBufferPointer) -> UInt32 {
        let hash = hash(ofAttribute: message)
        return findAttribute(message, hash) ?? addAttribute(message, hash)
    }

    @inline(__always)
    func hash(ofAttribute message: UnsafeRawBufferPointer) -> UInt32 {
        ByteHash.of(message, seed: seed &+ UInt64(Column.firstAttribute))
    }

    /// The number of a KeyValue message; nil when it is new.
    @inline(__always)
    func findAttribute(_ message: UnsafeRawBufferPointer, _ hash: UInt32) -> UInt32? {
        find(message, hash, Column.firstAttribute)
    }

    /// Lets the memory come that looking for this hash will read first.
    @inline(__always)
    func prefetch(_ hash: UInt32) {
        memory_prefetch(slots.baseAddress! + (Int(hash) & (slots.count - 1)))
    }

    /// Lets the memory come that looking for this hash will read next.
    @inline(__always)
    func prefetchEntry(_ hash: UInt32) {
        let slot = slots[Int(hash) & (slots.count - 1)]
        if slot != 0 { entries.prefetch(Int(UInt32(truncatingIfNeeded: slot) - 1)) }
    }

    /// Lets the bytes come that looking for this hash will compare.
    @inline(__always)
    func prefetchBytes(_ hash: UInt32) {
        let slot = slots[Int(hash) & (slots.count - 1)]
        if slot != 0 { memory_prefetch(entries[Int(UInt32(truncatingIfNeeded: slot) - 1)].base) }
    }

    /// Takes back the newest entries, which nobody else knows of.
    func removeLast(downTo count: Int) {
        for number in stride(from: entries.count - 1, through: count, by: -1) {
            let entry = entries[number]
            var at = Int(entry.hash) & (slots.count - 1)
            while UInt32(truncatingIfNeeded: slots[at]) != UInt32(number + 1) { at = (at + 1) & (slots.count - 1) }
            // In the reverse order of insertion no other entry's way leads over this slot.
            slots[at] = 0
            switch entry.column {
            case Column.key: keys.removeLast(downTo: keys.count - 1)
            case Column.source: sources.removeLast(downTo: sources.count - 1)
            case Column.name: names.removeLast(downTo: names.count - 1)
            default: break
            }
        }
        entries.removeLast(downTo: count)
    }

    @inline(__always)
    private func find(_ value: UnsafeRawBufferPointer, _ hash: UInt32, _ column: UInt32) -> UInt32? {
        let mask = slots.count - 1
        var at = Int(hash) & mask
        while true {
            let slot = slots[at]
            if slot == 0 { return nil }
            if UInt32(truncatingIfNeeded: slot &>> 32) == hash {
                let number = UInt32(truncatingIfNeeded: slot) - 1
                let entry = entries[Int(number)]
                if entry.count == value.count, min(entry.column, Column.firstAttribute) == column,
                    ByteHash.equal(entry.base, value.baseAddress, value.count)
                {
                    return number
                }
            }
            at = (at + 1) & mask
        }
    }

    /// Adds a KeyValue message that is new and has been checked.
    func addAttribute(_ message: UnsafeRawBufferPointer, _ hash: UInt32) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        let parts = KeyValueForm.canonical(message, into: &scratch)
        return scratch.withUnsafeBytes { canonical in
            let key = UnsafeRawBufferPointer(rebasing: canonical[parts.key])
            let keyEntry = intern(key, in: Column.key)
            let column = Column.firstAttribute + entries[Int(keyEntry)].valueOffset
            // An exporter that writes the same attribute in another way gets the same number, only more slowly.
            if !ByteHash.isSame(canonical, message) {
                let hash = ByteHash.of(canonical, seed: seed &+ UInt64(Column.firstAttribute))
                return find(canonical, hash, Column.firstAttribute)
                    ?? add(canonical, valueOffset: parts.valueOffset, hash, column)
            }
            return add(canonical, valueOffset: parts.valueOffset, hash, column)
        }
    }

    private func add(_ value: UnsafeRawBufferPointer, valueOffset: Int, _ hash: UInt32, _ column: UInt32) -> UInt32 {
        if (entries.count + 1) * 2 > slots.count { grow() }
        let number = entries.count
        var offset = UInt32(valueOffset)
        switch column {
        case Column.key:
            offset = UInt32(keys.count)
            keys.append(UInt32(number))
        case Column.source: sources.append(UInt32(number))
        case Column.name: names.append(UInt32(number))
        default: break
        }
        entries.append(
            Entry(
                base: bytes.append(value), count: UInt32(value.count), valueOffset: offset, column: column, hash: hash))
        insert(hash, number)
        return UInt32(number)
    }

    private func insert(_ hash: UInt32, _ number: Int) {
        let mask = slots.count - 1
        var at = Int(hash) & mask
        while slots[at] != 0 { at = (at + 1) & mask }
        slots[at] = UInt64(hash) &<< 32 | UInt64(number + 1)
    }

    private func grow() {
        let old = slots
        slots = .allocate(capacity: old.count * 2)
        slots.initialize(repeating: 0)
        old.deallocate()
        // In the order of their numbers, so that the newest can be taken back.
        for number in 0..<entries.count { insert(entries[number].hash, number) }
    }
}

extension StableColumn<SpanDictionary.Entry> {
    /// Asks for the entries of a list ahead of the one in hand, and nearer ahead for their values: in the order of a list
    /// they lie all over the memory.
    @inline(__always)
    func prefetch(after index: Int, below end: Int, _ entry: (Int) -> UInt32) {
        if index + 16 < end { prefetch(Int(entry(index + 16))) }
        if index + 8 < end {
            let entry = self[Int(entry(index + 8))]
            memory_prefetch(entry.base + Int(entry.valueOffset))
        }
    }
}
