import Crypto
import Interceptors
import Logging

extension PostgresClient {
    /// Brings a schema up to date.
    ///
    /// What has been applied is recorded with its checksum in the table `migrations` of the schema, which is created
    /// when it is missing, so services with different schemas can share a database. Instances that start together
    /// take turns by an advisory lock. Each migration runs in a transaction of its own, with the schema and `public`
    /// as its search path, and must not end that transaction.
    /// - Throws: ``PostgresError`` with the code `migration` that names the file when a migration was changed after it
    ///   was applied, a number is missing or the statements fail.
    public func migrate(_ migrations: [Migration], schema: String = "public") async throws(PostgresError) {
        do {
            try await withConnection { connection in
                let key = Self.lockKey(for: schema)
                // Another instance may need long for its migrations, so the statement timeout does not count.
                _ = try await connection.loan.connection().execute(
                    "SELECT pg_advisory_lock(\(key))", until: Deadline.current?.instant)
                do {
                    try await migrate(migrations, schema: schema, on: connection)
                    try await connection.execute("SELECT pg_advisory_unlock(\(key))")
                } catch {
                    // Closing the connection is what gives the lock back for certain.
                    try connection.loan.connection().abandon()
                    throw error
                }
            }
        } catch {
            throw error as? PostgresError
                ?? PostgresError(.migration, "the migrations of \(schema) failed", cause: error)
        }
    }

    private func migrate(_ migrations: [Migration], schema: String, on connection: PostgresConnection) async throws {
        let quoted =
            "\"" + schema.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        try await createTable(quoted, schema: schema, on: connection)
        let rows = try await connection.query(
            "SELECT version, name, checksum FROM \(unescaped: quoted).migrations ORDER BY version",
            as: (Int, String, [UInt8]).self)
        let history = try MigrationHistory(
            migrations, applied: rows.map { .init(version: $0.0, name: $0.1, checksum: $0.2) })
        if let newest = history.unknown.last {
            logger.warning(
                "the database is newer than this program",
                metadata: ["schema": "\(schema)", "version": "\(newest)", "known": "\(migrations.count)"])
        }
        for migration in history.pending {
            try await apply(migration, quoted, on: connection)
            logger.info("migration applied", metadata: ["schema": "\(schema)", "migration": "\(migration.file)"])
        }
    }

    private func createTable(_ quoted: String, schema: String, on connection: PostgresConnection) async throws {
        // Looked up first, because CREATE … IF NOT EXISTS needs the right to create even when there is nothing to do.
        let found = try await connection.queryFirst(
            "SELECT count(*) FROM pg_tables WHERE schemaname = \(schema) AND tablename = 'migrations'", as: Int.self)
        guard found == 0 else { return }
        let hasSchema = try await connection.queryFirst(
            "SELECT count(*) FROM pg_namespace WHERE nspname = \(schema)", as: Int.self)
        if hasSchema == 0 { try await connection.execute("CREATE SCHEMA IF NOT EXISTS \(unescaped: quoted)") }
        try await connection.execute(
            """
            CREATE TABLE IF NOT EXISTS \(unescaped: quoted).migrations (
                version bigint PRIMARY KEY,
                name text NOT NULL,
                checksum bytea NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """)
    }

    private func apply(_ migration: Migration, _ quoted: String, on connection: PostgresConnection) async throws {
        do {
            try await connection.withTransaction { transaction in
                try await transaction.execute("SET LOCAL search_path TO \(unescaped: quoted), public")
                let connection = try transaction.loan.connection()
                try await connection.executeScript(migration.sql, until: Deadline.current?.instant)
                guard connection.isInTransaction else {
                    connection.abandon()
                    throw PostgresError(
                        .migration, "migration \(migration.file) ends the transaction it runs in (COMMIT or ROLLBACK)")
                }
                try await transaction.execute(
                    """
                    INSERT INTO \(unescaped: quoted).migrations (version, name, checksum)
                    VALUES (\(migration.version), \(migration.name), \(migration.checksum))
                    """)
            }
        } catch let error as PostgresError where error.code == .server {
            throw PostgresError(
                .migration, "migration \(migration.file) failed: \(error.message)", server: error.server, cause: error)
        }
    }

    /// The same for every client that migrates the schema, and hardly ever for another one's lock.
    private static func lockKey(for schema: String) -> Int64 {
        SHA256.hash(data: [UInt8]("cairn migrations of \(schema)".utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
