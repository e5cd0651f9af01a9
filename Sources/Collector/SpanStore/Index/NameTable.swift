/// Names by number: each distinct name is kept once.
struct NameTable {
    private(set) var names: [String] = []
    private var hashes: ContiguousArray<UInt64> = []
    private var storage: ContiguousArray<UInt8> = []
    private var ends: ContiguousArray<Int> = []
    private var slots = HashSlots()
    private let keyHash: KeyHash

    init(keyHash: KeyHash) {
        self.keyHash = keyHash
    }

    /// The number of the name whose UTF-8 bytes these are.
    mutating func number(of name: UnsafeRawBufferPointer) -> UInt32 {
        let hash = keyHash.hash(name)
        if let number = slots.row(hash: hash, where: { hashes[Int($0)] == hash && equal($0, name) }) { return number }
        let number = UInt32(names.count)
        names.append(String(decoding: name, as: UTF8.self))
        hashes.append(hash)
        storage.append(contentsOf: name)
        ends.append(storage.count)
        if slots.isCrowded {
            slots = HashSlots(minimumCapacity: names.count * 2)
            for (row, hash) in hashes.enumerated().dropLast() {
                _ = slots.replace(hash: hash, with: UInt32(row), where: { _ in false })
            }
        }
        _ = slots.replace(hash: hash, with: number, where: { _ in false })
        return number
    }

    private func equal(_ number: UInt32, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = number == 0 ? 0 : ends[Int(number) - 1]
        return storage[start..<ends[Int(number)]].elementsEqual(name)
    }
}
