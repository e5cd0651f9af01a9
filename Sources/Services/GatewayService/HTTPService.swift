import EventLoops
import Hummingbird
import NIOCore
import ServiceKit
import ServiceLifecycle

/// Runs an application, says in one sentence when its address can't be had, and stops it in order: it is not ready any
/// more, then, after a delay, it takes no new connections and answers what it has begun.
struct HTTPService<App: ApplicationProtocol>: Service {
    let application: App
    let address: NetworkAddress
    let drain: Drain
    /// How long the application goes on serving after the shutdown has begun.
    let delay: Duration

    func run() async throws {
        do {
            try await runUntilDrained()
        } catch let error as IOError {
            throw StartupError(code: .address, message: "cannot listen on \(address)", cause: error)
        }
    }

    private func runUntilDrained() async throws {
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: application)], logger: application.logger))
        // A task of its own does not hear of the shutdown that this service is told of; it is awaited here.
        let running = Task.detached(executorPreference: EventLoopExecutor.current) { try await group.run() }
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await running.value
            } onGracefulShutdown: {
                drain.begin()
                Task {
                    try? await Task.sleep(for: delay)
                    await group.triggerGracefulShutdown()
                }
            }
        } onCancel: {
            running.cancel()
        }
    }
}
