#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A hash of bytes for tables in memory: folded 128-bit products of sixteen bytes at a time, with a random seed, so that
/// nobody outside can make values collide.
enum ByteHash {
    private static let multiplier1: UInt64 = 0xA076_1D64_78BD_642F
    private static let multiplier2: UInt64 = 0xE703_7ED1_A0B4_28DB

    @inline(__always)
    static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt32 {
        guard let base = bytes.baseAddress else { return UInt32(truncatingIfNeeded: fold(seed, multiplier1)) }
        let count = bytes.count
        var hash = seed ^ UInt64(count) &* multiplier1
        var at = 0
        while count - at > 16 {
            hash = fold(word(base + at) ^ multiplier1, word(base + at + 8) ^ hash)
            at += 16
        }
        let first: UInt64
        let second: UInt64
        switch count - at {
        case 8...:
            first = word(base + at)
            second = word(base + count - 8)
        case 4...:
            first = UInt64((base + at).loadUnaligned(as: UInt32.self))
            second = UInt64((base + count - 4).loadUnaligned(as: UInt32.self))
        case 1...:
            first = UInt64(base.load(fromByteOffset: at, as: UInt8.self))
            second =
                UInt64(base.load(fromByteOffset: count - 1, as: UInt8.self)) &<< 8
                | UInt64(base.load(fromByteOffset: at + (count - at) / 2, as: UInt8.self))
        default:
            first = 0
            second = 0
        }
        let mixed = fold(first ^ multiplier2, second ^ hash)
        return UInt32(truncatingIfNeeded: mixed ^ mixed &>> 32)
    }

    /// A hash of two numbers.
    @inline(__always)
    static func of(_ first: UInt64, _ second: UInt64) -> UInt64 {
        fold(first ^ multiplier1, second ^ multiplier2)
    }

    @inline(__always)
    static func equal(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer?, _ count: Int) -> Bool {
        guard count > 0, let second else { return true }
        return memcmp(first, second, count) == 0
    }

    static func isSame(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        guard first.count == second.count, let base = first.baseAddress else { return first.count == second.count }
        return equal(base, second.baseAddress, first.count)
    }

    @inline(__always)
    private static func fold(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = first.multipliedFullWidth(by: second)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func word(_ place: UnsafeRawPointer) -> UInt64 { place.loadUnaligned(as: UInt64.self) }
}
