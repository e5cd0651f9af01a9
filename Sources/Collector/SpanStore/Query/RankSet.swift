/// Some of the numbers below a count: ranks of a dictionary, or entries of a head.
enum RankSet {
    case none
    /// A few, sorted.
    case few([UInt32])
    case many(NumberSet)

    init(_ set: NumberSet) {
        self = set.count == 0 ? .none : .many(set)
    }

    init(_ ranks: [UInt32]) {
        self = ranks.isEmpty ? .none : .few(ranks.sorted())
    }

    var count: Int {
        switch self {
        case .none: 0
        case .few(let ranks): ranks.count
        case .many(let set): set.count
        }
    }

    var isEmpty: Bool { count == 0 }

    /// Whether one of them may lie within bounds.
    func overlaps(_ minimum: UInt32, _ maximum: UInt32) -> Bool {
        switch self {
        case .none: false
        case .few(let ranks): ranks.contains { $0 >= minimum && $0 <= maximum }
        case .many: true
        }
    }

    /// Where among values those are that it contains.
    func positions(in values: IntegerColumn<UInt32>) -> ContiguousArray<Int32> {
        switch self {
        case .none: []
        case .few(let ranks) where ranks.count == 1: values.positions(of: ranks[0])
        case .few(let ranks): values.positions { ranks.contains($0) }
        case .many(let set): values.positions { set.contains($0) }
        }
    }

    @inline(__always)
    func contains(_ rank: UInt32) -> Bool {
        switch self {
        case .none: false
        case .few(let ranks):
            ranks.count == 1 ? ranks[0] == rank : ranks.contains(rank)
        case .many(let set): set.contains(rank)
        }
    }
}

/// A set of numbers as bits.
struct NumberSet {
    private var words: ContiguousArray<UInt64>
    private(set) var count = 0

    init(below limit: Int) {
        words = ContiguousArray(repeating: 0, count: (limit + 63) / 64)
    }

    mutating func insert(_ number: UInt32) {
        let bit = UInt64(1) << UInt64(number & 63)
        guard words[Int(number >> 6)] & bit == 0 else { return }
        words[Int(number >> 6)] |= bit
        count += 1
    }

    @inline(__always)
    func contains(_ number: UInt32) -> Bool {
        let word = Int(number &>> 6)
        return word < words.count && words[word] & (1 &<< UInt64(number & 63)) != 0
    }
}
