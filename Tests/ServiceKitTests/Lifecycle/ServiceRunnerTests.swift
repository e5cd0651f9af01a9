import ServiceKit
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite struct ServiceRunnerTests {
    final class Order: Sendable {
        let stops = Mutex<[String]>([])
    }

    struct Part: Service {
        let name: String
        let order: Order
        var failure: (any Error)?

        func run() async throws {
            if let failure { throw failure }
            try? await gracefulShutdown()
            order.stops.withLock { $0.append(name) }
        }
    }

    struct Broken: Error, CustomStringConvertible {
        let description = "the disk is gone"
    }

    @Test func `when a part fails the others stop in order, telemetry last, and the failure is told`() async throws {
        let order = Order()
        let error = await #expect(throws: StartupError.self) {
            try await ServiceRunner.run(
                [
                    Part(name: "database", order: order), Part(name: "client", order: order),
                    Part(name: "server", order: order, failure: Broken()),
                ], telemetry: Part(name: "telemetry", order: order), logger: LogCapture().logger)
        }
        #expect(error?.description == "the program stopped: the disk is gone")
        #expect(order.stops.withLock { $0 } == ["client", "database", "telemetry"])
    }

    @Test func `a startup error passes as it is`() async throws {
        let failure = StartupError(code: .address, message: "cannot listen on [::1]:1")
        let error = await #expect(throws: StartupError.self) {
            try await ServiceRunner.run(
                [Part(name: "server", order: Order(), failure: failure)], logger: LogCapture().logger)
        }
        #expect(error?.code == .address)
        #expect(error?.description == "cannot listen on [::1]:1")
    }
}
