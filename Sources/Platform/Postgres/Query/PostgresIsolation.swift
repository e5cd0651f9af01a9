/// How far a transaction is kept apart from those that run beside it
/// (<https://www.postgresql.org/docs/current/transaction-iso.html>).
public enum PostgresIsolation: String, Sendable {
    /// Each statement sees what was committed before it began. PostgreSQL's default.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first of them began.
    case repeatableRead = "REPEATABLE READ"
    /// As if the transactions ran one after the other; a loser throws an error that
    /// ``PostgresError/isSerializationFailure`` recognises, and should run again.
    case serializable = "SERIALIZABLE"
}
