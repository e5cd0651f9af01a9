import GRPCCore
import Hummingbird
import OTLP
import ServiceKit

/// `GET /readyz`: the gateway and the services behind it can serve. Otherwise 503 names those that can't.
struct ReadinessCheck: Endpoint {
    static let route = Route(.get, "/readyz")

    let upstreams: Upstreams
    /// How long a service may take to answer before it counts as down.
    let timeout: Duration
    let drain: Drain

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        guard !drain.hasBegun else {
            throw Problem(.serviceUnavailable, code: "UNAVAILABLE", detail: "Not ready: the gateway is stopping.")
        }
        async let auth = isServing(upstreams.authHealth)
        async let dummy = isServing(upstreams.dummyHealth)
        let parts = [("auth", await auth), ("dummy", await dummy)]
        let down = parts.filter { !$0.1 }.map(\.0)
        guard down.isEmpty else {
            throw Problem(
                .serviceUnavailable, code: "UNAVAILABLE", detail: "Not ready: \(down.joined(separator: ", ")).")
        }
        return .json(.ok) { writer in writer.object { $0.member("status", "SERVING") } }
    }

    private func isServing(_ service: any Grpc_Health_V1_Health.ClientProtocol) async -> Bool {
        var options = CallOptions.defaults
        options.timeout = timeout
        return (try? await service.check(.init(), options: options).status) == .serving
    }
}
