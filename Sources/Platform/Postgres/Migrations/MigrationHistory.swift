/// Compares the migrations of the program with those that the database has seen.
struct MigrationHistory {
    /// A migration that has been applied.
    struct Applied: Equatable {
        var version: Int
        var name: String
        var checksum: [UInt8]
    }

    /// The migrations to apply, in order.
    let pending: [Migration]

    /// Versions that the database has and the program does not know: it is older than the database.
    let unknown: [Int]

    /// - Throws: ``PostgresError`` with the code `migration` that names the file.
    init(_ migrations: [Migration], applied: [Applied]) throws(PostgresError) {
        let migrations = migrations.sorted { $0.version < $1.version }
        for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
            guard index == 0 || migrations[index - 1].version != migration.version else {
                throw PostgresError(
                    .migration, "migrations \(migrations[index - 1].file) and \(migration.file) have the same number")
            }
            throw PostgresError(
                .migration, "migration \(migration.file): number \(index + 1) is missing before it")
        }
        for (index, record) in applied.enumerated() {
            guard record.version == index + 1 else {
                throw PostgresError(
                    .migration, "migration \(record.version) is recorded as applied, but \(index + 1) is not")
            }
            guard index < migrations.count else { break }
            let migration = migrations[index]
            guard migration.checksum == record.checksum else {
                throw PostgresError(
                    .migration,
                    "migration \(migration.file) has changed since it was applied; restore it and add a new one")
            }
        }
        pending = Array(migrations.dropFirst(applied.count))
        unknown = applied.dropFirst(migrations.count).map(\.version)
    }
}
