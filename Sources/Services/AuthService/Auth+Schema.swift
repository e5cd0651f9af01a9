public import Postgres

extension Auth {
    /// The database schema that belongs to this service alone.
    public static let schema = "auth"

    /// The history of ``schema``, one file of `Migrations` each.
    public static func migrations() throws(PostgresError) -> [Migration] {
        [
            try Migration(
                bytes: PackageResources._001_users_and_sessions_sql, file: "0001_users_and_sessions.sql"),
            try Migration(
                bytes: PackageResources._002_sessions_and_tokens_sql, file: "0002_sessions_and_tokens.sql"),
            try Migration(bytes: PackageResources._003_identities_sql, file: "0003_identities.sql"),
            try Migration(
                bytes: PackageResources._004_password_failures_sql, file: "0004_password_failures.sql"),
        ]
    }
}
