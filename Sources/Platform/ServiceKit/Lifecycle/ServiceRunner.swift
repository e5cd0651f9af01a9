import EventLoops
public import Logging
public import ServiceLifecycle
import UnixSignals

/// Runs the parts of a program until SIGTERM or SIGINT.
public enum ServiceRunner {
    /// Runs `services` and stops them in the opposite order: give what others need first, the server last.
    ///
    /// Their tasks run on the event loops, so they must not block.
    ///
    /// `telemetry` is stopped after all of them, so that its final flush sees every span. A stop that takes longer than
    /// `shutdownTimeout` is cut short by cancelling what still runs. When a part fails, the others are stopped in order, too.
    /// - Throws: ``StartupError``, whose description is one sentence for standard error.
    public static func run(
        _ services: [any Service], telemetry: (any Service)? = nil, shutdownTimeout: Duration = .seconds(20),
        logger: Logger
    ) async throws(StartupError) {
        let parts = (telemetry.map { [$0] } ?? []) + services
        var configuration = ServiceGroupConfiguration(
            services: parts.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger))
        configuration.maximumGracefulShutdownDuration = shutdownTimeout
        configuration.maximumCancellationDuration = .seconds(5)
        do {
            let group = ServiceGroup(configuration: configuration)
            try await withTaskExecutorPreference(EventLoopExecutor.shared) { try await group.run() }
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError(code: .failure, message: "the program stopped", cause: error)
        }
        logger.info("stopped")
    }

    /// The group tells each step at debug level already; its errors reach the caller.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
