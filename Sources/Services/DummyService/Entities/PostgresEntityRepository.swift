import FoundationEssentials
import Postgres

/// Entities in PostgreSQL. Every statement names the owner, so that no caller can forget to.
struct PostgresEntityRepository: EntityRepository {
    typealias Row = (UUID, String, String, Date, Date, Int64, Date?, Date?)
    static let columns = "id, name, description, create_time, update_time, version, delete_time, expire_time"

    let database: any PostgresSession

    func insert(_ entity: Entity) async throws {
        try await database.execute(
            """
            INSERT INTO dummy.entities (id, user_id, name, description, create_time, update_time)
            VALUES (\(entity.id), \(entity.userID), \(entity.name.text), \(entity.description.text),
                \(entity.createTime), \(entity.updateTime))
            """)
    }

    /// The row of the request decides: of two that come at once, the second waits for the first to be committed. It is
    /// written again as it was even when the request is known, because only a row that is written can be returned.
    func insert(_ entity: Entity, for request: CreateRequest, at now: Date) async throws -> CreateRecord {
        let row = try await database.queryFirst(
            """
            WITH request AS (
                INSERT INTO dummy.create_requests AS known
                    (user_id, request_id, fingerprint, entity_id, create_time, expire_time)
                VALUES (\(entity.userID), \(request.id), \(request.fingerprint), \(entity.id), \(entity.createTime),
                    \(request.expireTime))
                ON CONFLICT (user_id, request_id) DO UPDATE SET
                    fingerprint = CASE WHEN known.expire_time > \(now) THEN known.fingerprint ELSE EXCLUDED.fingerprint END,
                    entity_id = CASE WHEN known.expire_time > \(now) THEN known.entity_id ELSE EXCLUDED.entity_id END,
                    create_time = CASE WHEN known.expire_time > \(now) THEN known.create_time ELSE EXCLUDED.create_time END,
                    expire_time = CASE WHEN known.expire_time > \(now) THEN known.expire_time ELSE EXCLUDED.expire_time END
                RETURNING fingerprint, entity_id, create_time
            ), entity AS (
                INSERT INTO dummy.entities (id, user_id, name, description, create_time, update_time)
                SELECT entity_id, \(entity.userID), \(entity.name.text), \(entity.description.text),
                    \(entity.createTime), \(entity.updateTime)
                FROM request WHERE entity_id = \(entity.id)
            )
            SELECT fingerprint, entity_id, create_time FROM request
            """,
            as: ([UInt8], UUID, Date).self)
        guard let row else { throw PostgresError(.decoding, "an INSERT that returns its row returned none") }
        return CreateRecord(fingerprint: row.0, entityID: row.1, createTime: row.2)
    }

    func entity(id: UUID, of userID: UUID, deletedAsOf now: Date?) async throws -> Entity? {
        let row =
            if let now {
                try await database.queryFirst(
                    """
                    SELECT \(unescaped: Self.columns) FROM dummy.entities
                    WHERE user_id = \(userID) AND id = \(id) AND (expire_time IS NULL OR expire_time > \(now))
                    """,
                    as: Row.self)
            } else {
                try await database.queryFirst(
                    """
                    SELECT \(unescaped: Self.columns) FROM dummy.entities
                    WHERE user_id = \(userID) AND id = \(id) AND delete_time IS NULL
                    """,
                    as: Row.self)
            }
        return row.map { Self.entity($0, of: userID) }
    }

    func entities(_ query: EntityQuery, limit: Int) async throws -> [Entity] {
        let rows = try await database.query(query.statement(columns: Self.columns, limit: limit), as: Row.self)
        return rows.map { Self.entity($0, of: query.userID) }
    }

    static func entity(_ row: Row, of userID: UUID) -> Entity {
        let (id, name, description, createTime, updateTime, version, deleteTime, expireTime) = row
        var deletion: Entity.Deletion?
        if let deleteTime, let expireTime { deletion = .init(deleteTime: deleteTime, expireTime: expireTime) }
        return Entity(
            id: id,
            userID: userID,
            name: EntityName(stored: name),
            description: EntityDescription(stored: description),
            createTime: createTime,
            updateTime: updateTime,
            version: version,
            deletion: deletion)
    }
}
