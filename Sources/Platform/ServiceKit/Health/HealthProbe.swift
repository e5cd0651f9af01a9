import GRPCCore
import GRPCNIOTransportHTTP2Posix
import SwiftProtobuf

/// Asks a running program whether it is healthy; `PROGRAM health` is built on it.
public enum HealthProbe {
    /// Returns when the program at `address` serves; throws one sentence that says why not.
    public static func check(
        _ address: NetworkAddress, service: String = "", timeout: Duration = .seconds(3)
    ) async throws(StartupError) {
        let status: Grpc_Health_V1_HealthCheckResponse.ServingStatus
        do {
            status = try await withGRPCClient(
                transport: .http2NIOPosix(target: address.reachable.target, transportSecurity: .plaintext)
            ) { client in
                var options = CallOptions.defaults
                options.timeout = timeout
                return try await Grpc_Health_V1_Health.Client(wrapping: client)
                    .check(.with { $0.service = service }, options: options).status
            }
        } catch {
            throw StartupError(code: .dependency, message: "no healthy answer from \(address)", cause: error)
        }
        guard status == .serving else {
            throw StartupError(code: .dependency, message: "the program at \(address) is running, but not ready")
        }
    }
}

extension NetworkAddress {
    /// An address that stands for every interface can be listened on but not called.
    var reachable: NetworkAddress {
        switch host {
        case "0.0.0.0": NetworkAddress(host: "127.0.0.1", port: port)
        case "::": NetworkAddress(host: "::1", port: port)
        default: self
        }
    }
}
