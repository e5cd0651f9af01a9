import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import ServiceKit

/// Asks a running gateway whether it can serve; `gateway health` is built on it.
public enum GatewayProbe {
    /// Returns when the gateway at `address` and the services behind it are ready; throws one sentence that says why not.
    public static func check(_ address: NetworkAddress, timeout: Duration = .seconds(3)) async throws(StartupError) {
        var host = address
        // An address that stands for every interface can be listened on but not called.
        if host.host == "0.0.0.0" { host.host = "127.0.0.1" }
        if host.host == "::" { host.host = "::1" }
        let status: UInt
        let text: String
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://\(host)/readyz"), timeout: TimeAmount(timeout))
            status = response.status.code
            text = String(buffer: try await response.body.collect(upTo: 1 << 16))
        } catch {
            throw StartupError(code: .dependency, message: "no healthy answer from \(address)", cause: error)
        }
        guard status == 200 else {
            throw StartupError(
                code: .dependency, message: "the gateway at \(address) is running, but not ready (\(status)): \(text)")
        }
    }
}
