/// The distinct sequences of attribute keys, by number.
struct ShapeTable {
    private(set) var shapes: [[UInt32]] = []
    private var current: [UInt32] = []
    private var hash: UInt64 = 0
    private var numbers: [UInt64: [UInt32]] = [:]
    private var lastHash: UInt64 = 0
    private var last: UInt32?

    /// Starts a sequence.
    mutating func begin() {
        current.removeAll(keepingCapacity: true)
        hash = 0
    }

    @inline(__always)
    mutating func add(_ dictionary: UInt32) {
        current.append(dictionary)
        hash = (hash ^ UInt64(dictionary)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
    }

    /// The number of the sequence.
    mutating func end() -> UInt32 {
        if let last, lastHash == hash, shapes[Int(last)] == current { return last }
        let number: UInt32
        if let found = numbers[hash]?.first(where: { shapes[Int($0)] == current }) {
            number = found
        } else {
            number = UInt32(shapes.count)
            shapes.append(current)
            numbers[hash, default: []].append(number)
        }
        lastHash = hash
        last = number
        return number
    }
}
