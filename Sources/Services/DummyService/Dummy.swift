import Crypto
public import DummyAPI
import FoundationEssentials
public import Postgres
import ServiceKit

/// `cairn.dummy.v1.Dummy`: the entities of a user. Each endpoint has a file in `Endpoints`.
public struct Dummy: Cairn_Dummy_V1_Dummy.SimpleServiceProtocol {
    let entities: any EntityRepository
    let pageTokenKey: @Sendable () async throws -> SymmetricKey
    /// How long a deleted entity can be restored, in seconds.
    let retention: TimeInterval
    let now: @Sendable () -> Date

    /// The service over a database whose ``schema`` is up to date.
    /// - Parameter retention: How long a deleted entity can be restored.
    public init(database: any PostgresSession, retention: Duration) {
        let key = PostgresPageTokenKey(database: database)
        self.init(
            entities: PostgresEntityRepository(database: database), pageTokenKey: { try await key.value },
            retention: retention)
    }

    init(
        entities: any EntityRepository, pageTokenKey: @escaping @Sendable () async throws -> SymmetricKey,
        retention: Duration, now: @escaping @Sendable () -> Date = Date.nowInMicroseconds
    ) {
        self.entities = entities
        self.pageTokenKey = pageTokenKey
        self.retention = TimeInterval(retention.components.seconds)
        self.now = now
    }
}
