/// A permutation of the 64-bit numbers that leaves no order to be seen (the finalizer of SplitMix64), and its inverse.
enum Scramble {
    private static let first: UInt64 = 0xBF58_476D_1CE4_E5B9
    private static let second: UInt64 = 0x94D0_49BB_1331_11EB
    private static let firstInverse = inverse(of: first)
    private static let secondInverse = inverse(of: second)

    static func apply(_ number: UInt64) -> UInt64 {
        var value = number
        value = (value ^ (value >> 30)) &* first
        value = (value ^ (value >> 27)) &* second
        return value ^ (value >> 31)
    }

    static func undo(_ scrambled: UInt64) -> UInt64 {
        var value = scrambled
        value = (value ^ (value >> 31) ^ (value >> 62)) &* secondInverse
        value = (value ^ (value >> 27) ^ (value >> 54)) &* firstInverse
        return value ^ (value >> 30) ^ (value >> 60)
    }

    /// The inverse of an odd number modulo 2^64, by Newton's iteration: each round doubles the bits that are right.
    private static func inverse(of odd: UInt64) -> UInt64 {
        var inverse = odd
        for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
        return inverse
    }
}
