#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where a client is, as far as that stays the same from day to day: its IPv4 address, or the first 64 bits of its IPv6
/// address, whose other half devices keep changing (RFC 8981).
struct ClientNetwork: Sendable, Hashable {
    private let bytes: [UInt8]

    /// Reads an address; `nil` when it is none.
    init?(_ address: String) {
        var short = [UInt8](repeating: 0, count: 4)
        var long = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, address, &short) == 1 {
            bytes = short
        } else if inet_pton(AF_INET6, address, &long) == 1 {
            // ::ffff:0:0/96 is IPv4 in other clothes (RFC 4291, section 2.5.5.2).
            let isIPv4 = long[..<12] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
            bytes = Array(isIPv4 ? long[12...] : long[..<8])
        } else {
            return nil
        }
    }
}
