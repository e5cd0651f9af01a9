/// The random numbers of one trace (SplitMix64): the same for the same seed and stream, on every machine.
///
/// Nothing here calls the mathematics library, whose results differ between systems.
struct WorkloadRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, stream: UInt64) {
        state = Scramble.apply(seed &+ Scramble.apply(stream &+ 1))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Scramble.apply(state)
    }

    /// A number from 0 up to, and without, `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Whether what happens once in `times` happens now.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }

    /// A number in 0..<1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A duration in nanoseconds around `typical`: most within half and twice of it, one in a hundred from a long tail
    /// that ends at 20 seconds.
    mutating func duration(around typical: UInt64) -> UInt64 {
        var factor = 0.5 + fraction() * (0.6 + fraction())
        if once(in: 100) { factor *= 2 / (1 - fraction()) }
        return UInt64(min(Double(typical) * factor, 2e10)) + 1
    }
}
