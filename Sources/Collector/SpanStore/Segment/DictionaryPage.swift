import Synchronization

/// Decoded values of a dictionary, read by any number of threads.
final class DictionaryPage: Sendable {
    /// The values one after the other.
    private let bytes: [UInt8]
    /// Where each ends.
    private let ends: [UInt32]

    var count: Int { ends.count }
    var byteCount: Int { bytes.count + ends.count * 4 + 64 }

    /// Reads what ``DictionaryWriter`` has written.
    init(_ plain: UnsafeRawBufferPointer) throws(BytesReader.Malformed) {
        let (ends, byteCount) = try Self.measure(plain)
        bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
            // Everything was checked when it was measured.
            var reader = BytesReader(plain)
            let output = UnsafeMutableRawBufferPointer(buffer)
            var start = 0
            var end = 0
            while let (shared, rest) = try? Self.next(&reader) {
                if shared > 0 {
                    let prefix = UnsafeRawBufferPointer(rebasing: output[start..<start + shared])
                    UnsafeMutableRawBufferPointer(rebasing: output[end...]).copyMemory(from: prefix)
                }
                start = end
                end += shared
                UnsafeMutableRawBufferPointer(rebasing: output[end...]).copyMemory(from: rest)
                end += rest.count
            }
            initialized = end
        }
        self.ends = ends
    }

    /// Checks a page, and tells where its values end and how many bytes they have together.
    private static func measure(
        _ plain: UnsafeRawBufferPointer
    ) throws(BytesReader.Malformed) -> (ends: [UInt32], byteCount: Int) {
        var reader = BytesReader(plain)
        var ends: [UInt32] = []
        var byteCount = 0
        var previous = 0
        while !reader.isAtEnd {
            let (shared, rest) = try next(&reader)
            guard shared <= previous else { throw BytesReader.Malformed() }
            previous = shared + rest.count
            byteCount += previous
            guard byteCount <= UInt32.max else { throw BytesReader.Malformed() }
            ends.append(UInt32(byteCount))
        }
        return (ends, byteCount)
    }

    @inline(__always)
    private static func next(
        _ reader: inout BytesReader
    ) throws(BytesReader.Malformed) -> (shared: Int, rest: UnsafeRawBufferPointer) {
        (try reader.number(), try reader.counted())
    }

    /// Where a value lies in the page's bytes.
    private func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// Calls `body` with a value.
    func withValue<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range(index)])) }
    }

    /// The index of a value; nil when it is not there.
    func index(of value: [UInt8]) -> Int? {
        var lower = 0
        var upper = ends.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if ByteOrder.isLess(bytes[range(middle)], value) { lower = middle + 1 } else { upper = middle }
        }
        guard lower < ends.count, bytes[range(lower)].elementsEqual(value) else { return nil }
        return lower
    }
}

/// The pages that were used last, shared by all queries of a store.
final class DictionaryPageCache: Sendable {
    struct Key: Hashable {
        var segment: ObjectIdentifier
        var offset: Int
    }

    private struct State {
        var pages: [Key: DictionaryPage] = [:]
        var older: [Key: DictionaryPage] = [:]
        var byteCount = 0
    }

    private let state = Mutex(State())
    private let maximumBytes: Int

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    func find(_ key: Key) -> DictionaryPage? {
        state.withLock { state in
            if let page = state.pages[key] { return page }
            guard let page = state.older[key] else { return nil }
            insert(page, key, &state)
            return page
        }
    }

    func insert(_ page: DictionaryPage, for key: Key) {
        state.withLock { insert(page, key, &$0) }
    }

    /// Two generations: when the younger one holds half of what is allowed, the older one goes.
    private func insert(_ page: DictionaryPage, _ key: Key, _ state: inout State) {
        if state.byteCount > maximumBytes / 2 {
            state.older = state.pages
            state.pages = [:]
            state.byteCount = 0
        }
        state.pages[key] = page
        state.byteCount += page.byteCount
    }
}
