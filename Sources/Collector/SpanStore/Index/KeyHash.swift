/// Hashes of identifiers and bytes with a seed of this process, so that a sender cannot choose what collides.
struct KeyHash: Sendable {
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    func hash(_ first: UInt64, _ second: UInt64) -> UInt64 {
        Self.mix(Self.mix(first ^ seed, 0x9E37_79B9_7F4A_7C15) ^ second, 0xD6E8_FEB8_6659_FD93)
    }

    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = seed ^ UInt64(bytes.count)
        var at = 0
        while bytes.count - at >= 8 {
            hash = Self.mix(hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self), 0x9E37_79B9_7F4A_7C15)
            at += 8
        }
        var rest: UInt64 = 0
        while at < bytes.count {
            rest = rest << 8 | UInt64(bytes[at])
            at += 1
        }
        return Self.mix(hash ^ rest, 0xD6E8_FEB8_6659_FD93)
    }

    private static func mix(_ value: UInt64, _ factor: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
