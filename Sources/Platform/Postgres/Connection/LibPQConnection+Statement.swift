import CLibPQ

extension LibPQConnection {
    /// Runs a statement, which is prepared first if the connection has not seen it.
    func execute(
        _ query: PostgresQuery, until deadline: Instant?, isCancellable: Bool = true
    ) async throws(PostgresError) -> PostgresResult {
        if let failure = query.parameters.failure { throw PostgresError(.encoding, failure) }
        if isCancellable { try Self.checkStop(at: deadline) }
        return try await exclusively { () throws(PostgresError) in
            let key = StatementCache.Key(text: query.text, types: query.parameters.types)
            if let name = statements.name(for: key) {
                do throws(PostgresError) {
                    return try await run(name, query.parameters, until: deadline, isCancellable: isCancellable)
                } catch {
                    guard isStale(error) else { throw error }
                    statements.remove(key)
                    guard !isInTransaction else { throw error }
                }
            }
            let name = try await prepare(key, until: deadline, isCancellable: isCancellable)
            return try await run(name, query.parameters, until: deadline, isCancellable: isCancellable)
        }
    }

    /// Throws when it makes no sense to begin.
    static func checkStop(at deadline: Instant?) throws(PostgresError) {
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled before the statement") }
        if let deadline, deadline <= .now {
            throw PostgresError(.timeout, "the deadline had passed before the statement")
        }
    }

    /// Runs any number of statements without parameters, separated by semicolons.
    func executeScript(_ script: String, until deadline: Instant?) async throws(PostgresError) {
        guard !script.utf8.contains(0) else { throw PostgresError(.encoding, "the script contains U+0000") }
        _ = try await exclusively { () throws(PostgresError) in
            try checkSent(PQsendQuery(pointer, script))
            return try await receive(until: deadline, isCancellable: true)
        }
    }

    /// Asks the server for a sign of life.
    func check(until deadline: Instant?) async throws(PostgresError) {
        try await executeScript("", until: deadline)
    }

    private func prepare(
        _ key: StatementCache.Key, until deadline: Instant?, isCancellable: Bool
    ) async throws(PostgresError) -> String {
        do throws(PostgresError) {
            if let oldest = statements.makeRoom() {
                try checkSent(PQsendQuery(pointer, "DEALLOCATE \(oldest)"))
                _ = try await receive(until: deadline, isCancellable: isCancellable)
            }
            let name = statements.nextName()
            let types = key.types.map(\.rawValue)
            try checkSent(PQsendPrepare(pointer, name, key.text, Int32(types.count), types))
            _ = try await receive(until: deadline, isCancellable: isCancellable)
            statements.insert(key, name: name)
            return name
        } catch {
            // A connection that broke here has not run the statement.
            var error = error
            error.isUnsent = error.code == .connectionLost
            throw error
        }
    }

    private func run(
        _ name: String, _ parameters: PostgresParameters, until deadline: Instant?, isCancellable: Bool
    ) async throws(PostgresError) -> PostgresResult {
        try checkSent(send(name, parameters))
        return try await receive(until: deadline, isCancellable: isCancellable)
    }

    /// Hands the statement to libpq, which copies it.
    private func send(_ name: String, _ parameters: PostgresParameters) -> Int32 {
        let count = parameters.count
        return parameters.bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count + 1) { values in
                    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count + 1) { numbers in
                        // An empty array has no address, but NULL would be read as SQL's NULL.
                        let empty = UnsafePointer<CChar>(bitPattern: 1)
                        for (index, parameter) in parameters.values.enumerated() {
                            let start = characters.baseAddress?.advanced(by: parameter.offset) ?? empty
                            values.initializeElement(at: index, to: parameter.length < 0 ? nil : start)
                            numbers.initializeElement(at: index, to: max(0, parameter.length))
                            let isBinary: Int32 = parameters.types[index] == .inferred ? 0 : 1
                            numbers.initializeElement(at: count + index, to: isBinary)
                        }
                        return PQsendQueryPrepared(
                            pointer, name, Int32(count), values.baseAddress, numbers.baseAddress,
                            numbers.baseAddress?.advanced(by: count), 1)
                    }
                }
            }
        }
    }

    private func checkSent(_ status: Int32) throws(PostgresError) {
        guard status == 0 else { return }
        guard isBroken else { throw PostgresError(.encoding, lastMessage) }
        var error = PostgresError(.connectionLost, "the connection was closed before the statement: \(lastMessage)")
        error.isUnsent = true
        throw error
    }

    /// Whether the server has lost the prepared statement, or a change of a table has made its columns or parameters
    /// others: a statement that was sound when it was prepared does not become ungrammatical by itself (class 42).
    /// It failed as a whole, so it may run again.
    private func isStale(_ error: PostgresError) -> Bool {
        guard let sqlState = error.sqlState else { return false }
        return sqlState == "26000" || sqlState.hasPrefix("42") || error.server?.routine == "RevalidateCachedQuery"
    }
}
