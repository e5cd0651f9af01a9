import Logging
import Telemetry
import TestSupport
import TraceTesting

@testable import Postgres

/// A fresh database, a client for it, and what the client's spans were.
struct Fixture {
    let url: String
    let capture = SpanCapture()
    let client: PostgresClient

    init(_ configure: (inout PostgresConfiguration) -> Void = { _ in }) async throws {
        url = try await TestDatabase.make().url
        client = try Self.client(url, capture.tracer, configure)
    }

    static func client(
        _ url: String, _ tracer: TelemetryTracer = .disabled,
        _ configure: (inout PostgresConfiguration) -> Void = { _ in }
    ) throws -> PostgresClient {
        var configuration = try PostgresConfiguration(url: url)
        configure(&configuration)
        return PostgresClient(configuration: configuration, tracer: tracer, logger: Logger(label: "test"))
    }

    /// Another client of the same database, to look at it from outside.
    func observer() throws -> PostgresClient { try Self.client(url) }
}

/// The error that `body` throws.
func postgresError(_ body: () async throws -> Void) async throws -> PostgresError {
    do {
        try await body()
    } catch let error as PostgresError {
        return error
    }
    throw NothingThrown()
}

struct NothingThrown: Error {}
