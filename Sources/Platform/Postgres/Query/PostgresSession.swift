/// What statements can be run on: the client, a connection of its pool, or a transaction.
public protocol PostgresSession: Sendable {
    /// Runs a statement and waits for the whole result.
    ///
    /// The statement is prepared on the server the first time a connection sees it. Cancelling the task, or the end
    /// of the task-local `Deadline`, makes the server stop the statement; the connection stays usable.
    func send(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult
}

extension PostgresSession {
    /// Runs a statement and reads each row as a tuple:
    ///
    /// ```swift
    /// let users = try await client.query("SELECT id, name FROM users", as: (UUID, String?).self)
    /// ```
    ///
    /// - Throws: ``PostgresError``; with the code `decoding` when the columns do not fit `columns`.
    public func query<each Column: PostgresDecodable>(
        _ query: PostgresQuery, as columns: (repeat each Column).Type = (repeat each Column).self
    ) async throws(PostgresError) -> [(repeat each Column)] {
        try await send(query).rows(repeat (each Column).self)
    }

    /// Runs a statement and reads its first row; nil when there is none.
    public func queryFirst<each Column: PostgresDecodable>(
        _ query: PostgresQuery, as columns: (repeat each Column).Type = (repeat each Column).self
    ) async throws(PostgresError) -> (repeat each Column)? {
        try await send(query).firstRow(repeat (each Column).self)
    }

    /// Runs a statement with one column and reads it from each row.
    public func query<Column: PostgresDecodable>(
        _ query: PostgresQuery, as column: Column.Type
    ) async throws(PostgresError) -> [Column] {
        try await send(query).rows(column)
    }

    /// Runs a statement with one column and reads it from the first row; nil when there is none.
    public func queryFirst<Column: PostgresDecodable>(
        _ query: PostgresQuery, as column: Column.Type
    ) async throws(PostgresError) -> Column? {
        try await send(query).firstRow(column)
    }

    /// Runs a statement for its effect.
    /// - Returns: the number of rows that were inserted, updated, deleted or selected.
    @discardableResult
    public func execute(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await send(query).affectedRows
    }
}
