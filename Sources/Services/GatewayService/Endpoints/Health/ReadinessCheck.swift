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
        let down = await services { await !isServing($0) }
        guard down.isEmpty else {
            throw Problem(
                .serviceUnavailable, code: "UNAVAILABLE", detail: "Not ready: \(down.joined(separator: ", ")).")
        }
        return .json(.ok) { writer in writer.object { $0.member("status", "SERVING") } }
    }

    /// The names of those services for which `condition` holds, in their own order.
    private func services(
        where condition: @escaping @Sendable (any Grpc_Health_V1_Health.ClientProtocol) async -> Bool
    ) async -> [String] {
        let health = upstreams.health
        return await withTaskGroup { group in
            for (index, service) in health.enumerated() {
                group.addTask { (index, await condition(service.client)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.filter(\.1).map(\.0).sorted().map { health[$0].name }
        }
    }

    private func isServing(_ service: any Grpc_Health_V1_Health.ClientProtocol) async -> Bool {
        var options = CallOptions.defaults
        options.timeout = timeout
        return (try? await service.check(.init(), options: options).status) == .serving
    }
}
