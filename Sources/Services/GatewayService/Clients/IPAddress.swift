/// An IP address as 128 bits. An IPv4 address and its IPv4-mapped IPv6 form are the same.
struct IPAddress: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// An address of its bits.
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address of its bits.
    init(v4 bits: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits))
    }

    /// Whether it is an IPv4 address.
    var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// The address with all but the first bits set to zero; `length` counts from the start of the 128 bits.
    func masked(to length: Int) -> IPAddress {
        IPAddress(
            high: high & Self.mask(min(64, length)), low: low & Self.mask(max(0, length - 64)))
    }

    /// What one client has: a whole address, or with IPv6 the 64 bits of a network, in which a single machine may take any
    /// address it likes.
    var client: IPAddress { isV4 ? self : masked(to: 64) }

    private static func mask(_ length: Int) -> UInt64 {
        length == 0 ? 0 : ~0 << (64 - length)
    }
}

extension IPAddress: CustomStringConvertible {
    /// `192.0.2.1`, or the eight groups of an IPv6 address without the longest run of zeros (RFC 5952).
    var description: String {
        if isV4 { return "\(low >> 24 & 0xFF).\(low >> 16 & 0xFF).\(low >> 8 & 0xFF).\(low & 0xFF)" }
        let groups = (0..<8).map { index in
            UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> (48 - 16 * (index % 4)))
        }
        guard let zeros = Self.longestRunOfZeros(groups) else { return Self.text(groups[...]) }
        return Self.text(groups[..<zeros.lowerBound]) + "::" + Self.text(groups[zeros.upperBound...])
    }

    private static func text(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int>? {
        var longest = 0..<0
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > longest.count { longest = start..<index }
            start = index + 1
        }
        return longest.count > 1 ? longest : nil
    }
}
