import LocalStack

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A throw-away PostgreSQL server that a test can stop and start again, for what happens when the database is away.
public struct TestPostgres: Sendable {
    private let server: LocalPostgres

    /// Runs `body` with a started server of its own, and removes all of it afterwards.
    public static func with<R: Sendable>(_ body: @Sendable (TestPostgres) async throws -> R) async throws -> R {
        let postgres = try TestPostgres(
            server: LocalPostgres(
                folder: TemporaryDirectory.newPath(), port: LoopbackPort.free(), durability: .throwAway))
        do {
            try await postgres.start()
            let result = try await body(postgres)
            await postgres.remove()
            return result
        } catch {
            await postgres.remove()
            throw error
        }
    }

    /// The URL of the server's database, the same before and after a stop.
    public func url() async throws -> String { try await server.url() }

    /// Starts the server again, on the port it had.
    public func start() async throws { try await server.start() }

    /// Stops the server, ending its connections.
    public func stop() async { await server.stop() }

    private func remove() async {
        await server.stop()
        try? FileManager.default.removeItem(atPath: server.folder)
    }
}
