public import Postgres

extension Dummy {
    /// The database schema that belongs to this service alone.
    public static let schema = "dummy"

    /// The history of ``schema``, one file of `Migrations` each.
    public static func migrations() throws(PostgresError) -> [Migration] {
        [
            try Migration(bytes: PackageResources._001_entities_sql, file: "0001_entities.sql"),
            try Migration(bytes: PackageResources._002_entity_lifecycle_sql, file: "0002_entity_lifecycle.sql"),
        ]
    }
}
