import FoundationEssentials
import Postgres

/// Entities in PostgreSQL. Every statement names the owner, so that no caller can forget to.
struct PostgresEntityRepository: EntityRepository {
    private typealias Row = (UUID, String, String, Date, Date)

    let database: any PostgresSession

    func insert(_ entity: Entity) async throws {
        try await database.execute(
            """
            INSERT INTO dummy.entities (id, user_id, name, description, create_time, update_time)
            VALUES (\(entity.id), \(entity.userID), \(entity.name.text), \(entity.description.text),
                \(entity.createTime), \(entity.updateTime))
            """)
    }

    func entity(id: UUID, of userID: UUID) async throws -> Entity? {
        let row = try await database.queryFirst(
            """
            SELECT id, name, description, create_time, update_time
            FROM dummy.entities
            WHERE user_id = \(userID) AND id = \(id)
            """,
            as: Row.self)
        return row.map { entity($0, of: userID) }
    }

    func entities(of userID: UUID, after position: PagePosition?, limit: Int) async throws -> [Entity] {
        let rows =
            if let position {
                try await database.query(
                    """
                    SELECT id, name, description, create_time, update_time
                    FROM dummy.entities
                    WHERE user_id = \(userID) AND (create_time, id) < (\(position.createTime), \(position.id))
                    ORDER BY create_time DESC, id DESC
                    LIMIT \(limit)
                    """,
                    as: Row.self)
            } else {
                try await database.query(
                    """
                    SELECT id, name, description, create_time, update_time
                    FROM dummy.entities
                    WHERE user_id = \(userID)
                    ORDER BY create_time DESC, id DESC
                    LIMIT \(limit)
                    """,
                    as: Row.self)
            }
        return rows.map { entity($0, of: userID) }
    }

    func update(
        id: UUID, of userID: UUID, name: EntityName?, description: EntityDescription?, at time: Date
    ) async throws -> Entity? {
        let row = try await database.queryFirst(
            """
            UPDATE dummy.entities
            SET name = COALESCE(\(name?.text), name),
                description = COALESCE(\(description?.text), description),
                update_time = \(time)
            WHERE user_id = \(userID) AND id = \(id)
            RETURNING id, name, description, create_time, update_time
            """,
            as: Row.self)
        return row.map { entity($0, of: userID) }
    }

    func delete(id: UUID, of userID: UUID) async throws -> Bool {
        try await database.execute("DELETE FROM dummy.entities WHERE user_id = \(userID) AND id = \(id)") == 1
    }

    private func entity(_ row: Row, of userID: UUID) -> Entity {
        let (id, name, description, createTime, updateTime) = row
        return Entity(
            id: id,
            userID: userID,
            name: EntityName(stored: name),
            description: EntityDescription(stored: description),
            createTime: createTime,
            updateTime: updateTime)
    }
}
