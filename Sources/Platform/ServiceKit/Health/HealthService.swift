public import GRPCCore
import SwiftProtobuf

/// `grpc.health.v1.Health`: tells load balancers, compose and `PROGRAM health` whether the program can serve.
///
/// The empty service name stands for the whole program; a name that the server does not offer is answered
/// NOT_FOUND by `Check` and SERVICE_UNKNOWN by `Watch`, as the protocol demands.
public struct HealthService: Grpc_Health_V1_Health.SimpleServiceProtocol {
    private let monitor: HealthMonitor
    private let services: Set<String>
    private let watchInterval: Duration

    /// A health service for the named services.
    public init(monitor: HealthMonitor, services: [String], watchInterval: Duration = .seconds(1)) {
        self.monitor = monitor
        self.services = Set(services + [""])
        self.watchInterval = watchInterval
    }

    /// The state at this moment.
    public func check(
        request: Grpc_Health_V1_HealthCheckRequest, context: ServerContext
    ) async throws -> Grpc_Health_V1_HealthCheckResponse {
        guard let status = await status(of: request.service) else {
            throw RPCError(code: .notFound, message: "unknown service '\(request.service)'")
        }
        return .with { $0.status = status }
    }

    /// The state now and whenever it changes, until the client goes or the server shuts down.
    public func watch(
        request: Grpc_Health_V1_HealthCheckRequest, response: RPCWriter<Grpc_Health_V1_HealthCheckResponse>,
        context: ServerContext
    ) async throws {
        var last: Grpc_Health_V1_HealthCheckResponse.ServingStatus?
        while true {
            let status = await status(of: request.service) ?? .serviceUnknown
            if status != last {
                try await response.write(.with { $0.status = status })
                last = status
            }
            if monitor.isShuttingDown { return }
            try await Task.sleep(for: watchInterval)
        }
    }

    private func status(of service: String) async -> Grpc_Health_V1_HealthCheckResponse.ServingStatus? {
        guard services.contains(service) else { return nil }
        return await monitor.isServing() ? .serving : .notServing
    }
}
