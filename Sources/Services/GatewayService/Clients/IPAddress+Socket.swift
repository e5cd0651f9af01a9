import NIOCore

extension IPAddress {
    /// The address of a socket; nil when that is a file.
    ///
    /// The bytes are where every system has them (RFC 2553, section 3.3): in a `sockaddr_in` from the fourth on, after the
    /// family and the port, and in a `sockaddr_in6` from the eighth on, after the flow as well.
    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let address):
            let bits = withUnsafeBytes(of: address.address) { $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }
            self.init(v4: UInt32(bigEndian: bits))
        case .v6(let address):
            let (high, low) = withUnsafeBytes(of: address.address) { bytes in
                (
                    bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                )
            }
            self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
        case .unixDomainSocket: return nil
        }
    }
}
