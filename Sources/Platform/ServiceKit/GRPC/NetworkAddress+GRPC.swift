import GRPCNIOTransportHTTP2Posix

extension NetworkAddress {
    /// The address as gRPC's server takes it. A server listens on numbers; of names only `localhost` is known here.
    func listening() throws(StartupError) -> GRPCNIOTransportHTTP2Posix.SocketAddress {
        if host == "localhost" { return .ipv4(host: "127.0.0.1", port: port) }
        if host.contains(":") { return .ipv6(host: host, port: port) }
        guard host.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            throw StartupError(
                code: .address, message: "cannot listen on \(self): give an IP address or localhost instead of a name")
        }
        return .ipv4(host: host, port: port)
    }

    /// The address as gRPC's client takes it: names are resolved again for every connection.
    var target: any ResolvableTarget {
        .dns(host: host, port: port)
    }

    init?(_ address: GRPCNIOTransportHTTP2Posix.SocketAddress) {
        if let address = address.ipv4 {
            self.init(host: address.host, port: address.port)
        } else if let address = address.ipv6 {
            self.init(host: address.host, port: address.port)
        } else {
            return nil
        }
    }
}
