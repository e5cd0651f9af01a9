import GRPCCore
import ServiceKit
import ServiceLifecycle
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@Suite struct HealthServiceTests {
    struct Away: Error {}

    @Test(
        arguments: [
            ("", nil), (TestService.name, nil), ("unknown.v1.Service", RPCError.Code.notFound),
        ] as [(String, RPCError.Code?)])
    func `Check answers for the program and its services`(service: String, failure: RPCError.Code?) async throws {
        try await withBackend { client, _, _ in
            let health = Grpc_Health_V1_Health.Client(wrapping: client.client)
            if let failure {
                let error = await #expect(throws: RPCError.self) {
                    _ = try await health.check(.with { $0.service = service })
                }
                #expect(error?.code == failure)
            } else {
                let answer = try await health.check(.with { $0.service = service })
                #expect(answer.status == .serving)
            }
        }
    }

    @Test func `Check says that the program does not serve when a check fails`() async throws {
        let log = LogCapture()
        let database = Readiness("database") { throw Away() }
        try await withBackend(readiness: [database], log: log) { client, address, _ in
            let health = Grpc_Health_V1_Health.Client(wrapping: client.client)
            let answer = try await health.check(.init())
            #expect(answer.status == .notServing)
            let error = await #expect(throws: StartupError.self) {
                try await HealthProbe.check(address, timeout: .seconds(60))
            }
            #expect(error?.description.contains("not ready") == true)
        }
        #expect(log.lines.contains { $0.hasPrefix("not ready check=database") })
    }

    @Test func `the probe passes when the program serves and fails when nobody answers`() async throws {
        try await withBackend { _, address, _ in try await HealthProbe.check(address, timeout: .seconds(60)) }
        await #expect(throws: StartupError.self) {
            try await HealthProbe.check(NetworkAddress(host: "127.0.0.1", port: 1))
        }
    }

    @Test func `Watch tells every change, and the end`() async throws {
        let isReady = Mutex(true)
        let database = Readiness("database") { if !isReady.withLock({ $0 }) { throw Away() } }
        try await withBackend(readiness: [database]) { client, _, servers in
            let health = Grpc_Health_V1_Health.Client(wrapping: client.client)
            var options = CallOptions.defaults
            options.timeout = .seconds(60)
            let seen = try await health.watch(.init(), options: options) { response in
                var seen: [Grpc_Health_V1_HealthCheckResponse.ServingStatus] = []
                for try await message in response.messages {
                    seen.append(message.status)
                    switch seen.count {
                    case 1: isReady.withLock { $0 = false }
                    case 2: isReady.withLock { $0 = true }
                    case 3: await servers.triggerGracefulShutdown()
                    default: break
                    }
                }
                return seen
            }
            #expect(seen == [.serving, .notServing, .serving, .notServing])
        }
    }

    @Test func `Watch says that it does not know a service`() async throws {
        try await withBackend { client, _, _ in
            let health = Grpc_Health_V1_Health.Client(wrapping: client.client)
            let first = try await health.watch(.with { $0.service = "unknown.v1.Service" }) { response in
                for try await message in response.messages { return message.status }
                return .unknown
            }
            #expect(first == .serviceUnknown)
        }
    }
}
