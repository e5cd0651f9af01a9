import FoundationEssentials
import Postgres

/// A change is one statement that checks owner, state and version itself; only when it changes nothing does another one
/// find out why.
extension PostgresEntityRepository {
    func update(
        id: UUID, of userID: UUID, _ change: EntityChange, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome {
        let row = try await database.queryFirst(
            """
            UPDATE dummy.entities
            SET name = COALESCE(\(change.name?.text), name),
                description = COALESCE(\(change.description?.text), description),
                update_time = GREATEST(update_time, \(now)),
                version = version + 1
            WHERE user_id = \(userID) AND id = \(id) AND delete_time IS NULL
                AND version = COALESCE(\(precondition.version), version)
            RETURNING \(unescaped: Self.columns)
            """,
            as: Row.self)
        if let row { return .done(Self.entity(row, of: userID)) }
        return try await reason(id, userID, now, toChange: .live, if: precondition)
    }

    func delete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date, until expireTime: Date
    ) async throws -> EntityOutcome {
        let row = try await database.queryFirst(
            """
            UPDATE dummy.entities
            SET delete_time = \(now),
                expire_time = \(expireTime),
                update_time = GREATEST(update_time, \(now)),
                version = version + 1
            WHERE user_id = \(userID) AND id = \(id) AND delete_time IS NULL
                AND version = COALESCE(\(precondition.version), version)
            RETURNING \(unescaped: Self.columns)
            """,
            as: Row.self)
        if let row { return .done(Self.entity(row, of: userID)) }
        return try await reason(id, userID, now, toChange: .live, if: precondition)
    }

    func undelete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome {
        let row = try await database.queryFirst(
            """
            UPDATE dummy.entities
            SET delete_time = NULL,
                expire_time = NULL,
                update_time = GREATEST(update_time, \(now)),
                version = version + 1
            WHERE user_id = \(userID) AND id = \(id) AND expire_time > \(now)
                AND version = COALESCE(\(precondition.version), version)
            RETURNING \(unescaped: Self.columns)
            """,
            as: Row.self)
        if let row { return .done(Self.entity(row, of: userID)) }
        return try await reason(id, userID, now, toChange: .deleted, if: precondition)
    }

    private enum State { case live, deleted }

    /// Why a change found nothing to change.
    private func reason(
        _ id: UUID, _ userID: UUID, _ now: Date, toChange state: State, if precondition: EntityPrecondition
    ) async throws -> EntityOutcome {
        // Without a precondition only an entity that is not there, or deleted, can't be changed.
        if state == .live, precondition == .none { return .absent }
        let found = try await entity(id: id, of: userID, deletedAsOf: now)
        return switch (state, found?.isDeleted) {
        case (_, nil), (.live, true): .absent
        case (.deleted, false): .notDeleted
        // It may match by now, after another change: what the statement saw did not.
        case (.live, _), (.deleted, _): .preconditionFailed
        }
    }

    func purge(at now: Date, limit: Int) async throws -> Bool {
        let entities = try await database.execute(
            """
            WITH gone AS (
                SELECT id FROM dummy.entities WHERE expire_time <= \(now)
                ORDER BY expire_time LIMIT \(limit) FOR UPDATE SKIP LOCKED
            )
            DELETE FROM dummy.entities USING gone WHERE entities.id = gone.id
            """)
        let requests = try await database.execute(
            """
            WITH gone AS (
                SELECT user_id, request_id FROM dummy.create_requests WHERE expire_time <= \(now)
                ORDER BY expire_time LIMIT \(limit) FOR UPDATE SKIP LOCKED
            )
            DELETE FROM dummy.create_requests AS known USING gone
            WHERE known.user_id = gone.user_id AND known.request_id = gone.request_id
            """)
        return entities == limit || requests == limit
    }
}
