import Synchronization

/// A connection that is handed out for the time of a closure, so that it can't be used after it was given back.
final class Loan: Sendable {
    private let current: Mutex<LibPQConnection?>

    init(_ connection: LibPQConnection) {
        current = Mutex(connection)
    }

    func connection() throws(PostgresError) -> LibPQConnection {
        guard let connection = current.withLock({ $0 }) else {
            throw PostgresError(.connectionMisuse, "the connection or transaction has ended with its closure")
        }
        return connection
    }

    func end() {
        current.withLock { $0 = nil }
    }
}
