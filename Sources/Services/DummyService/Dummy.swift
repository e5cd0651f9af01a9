public import DummyAPI
import FoundationEssentials
public import Postgres
import ServiceKit

/// `cairn.dummy.v1.Dummy`: the entities of a user. Each endpoint has a file in `Endpoints`.
public struct Dummy: Cairn_Dummy_V1_Dummy.SimpleServiceProtocol {
    let entities: any EntityRepository
    let now: @Sendable () -> Date

    /// The service over a database whose ``schema`` is up to date.
    public init(database: any PostgresSession) {
        self.init(entities: PostgresEntityRepository(database: database))
    }

    init(entities: any EntityRepository, now: @escaping @Sendable () -> Date = Date.nowInMicroseconds) {
        self.entities = entities
        self.now = now
    }
}
