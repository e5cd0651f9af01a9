import CLibPQ

/// The result of one statement, kept in libpq's memory and read from there without copies.
///
/// The unchecked `Sendable` holds because a `PGresult` is never changed after libpq has handed it out, nothing else
/// points to it, and the functions used here only read.
public final class PostgresResult: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Takes over the ownership of a `PGresult`.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { PQclear(pointer) }

    /// The number of rows.
    public var count: Int { Int(PQntuples(pointer)) }

    /// The number of rows that the statement inserted, updated, deleted or selected.
    public var affectedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// The command's tag, such as `COMMIT`.
    var commandTag: String { String(cString: PQcmdStatus(pointer)) }

    /// Reads every row as a tuple, given the type of each column.
    public func rows<each Column: PostgresDecodable>(
        _ columns: repeat (each Column).Type
    ) throws(PostgresError) -> [(repeat each Column)] {
        let count = PQntuples(pointer)
        var rows: [(repeat each Column)] = []
        rows.reserveCapacity(Int(count))
        guard count > 0 else { return rows }
        try checkColumnCount(repeat each columns)
        for row in 0..<count { rows.append(try decode(row, repeat each columns)) }
        return rows
    }

    /// Reads the first row, given the type of each column; nil when there is none.
    public func firstRow<each Column: PostgresDecodable>(
        _ columns: repeat (each Column).Type
    ) throws(PostgresError) -> (repeat each Column)? {
        guard count > 0 else { return nil }
        try checkColumnCount(repeat each columns)
        let row: (repeat each Column) = try decode(0, repeat each columns)
        return row
    }

    private func checkColumnCount<each Column>(_ columns: repeat (each Column).Type) throws(PostgresError) {
        var wanted: Int32 = 0
        for _ in repeat each columns { wanted += 1 }
        guard wanted == PQnfields(pointer) else {
            throw PostgresError(
                .decoding, "the statement returns \(PQnfields(pointer)) columns, but \(wanted) were asked for")
        }
    }

    private func decode<each Column: PostgresDecodable>(
        _ row: Int32, _ columns: repeat (each Column).Type
    ) throws(PostgresError) -> (repeat each Column) {
        var column: Int32 = 0
        return (repeat try decodeNext(&column, row, as: each columns))
    }

    private func decodeNext<Value: PostgresDecodable>(
        _ next: inout Int32, _ row: Int32, as _: Value.Type
    ) throws(PostgresError) -> Value {
        let column = next
        next += 1
        do throws(PostgresValueError) {
            guard PQgetisnull(pointer, row, column) == 0 else {
                guard let null = Value.postgresNull else { throw PostgresValueError("the value is NULL") }
                return null
            }
            // libpq keeps the value until PQclear, which the reference to self holds off during the call.
            let bytes = UnsafeRawBufferPointer(
                start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
            return try Value.decode(bytes.bytes, type: PostgresType(rawValue: PQftype(pointer, column)))
        } catch {
            let name = PQfname(pointer, column).map { String(cString: $0) } ?? "?"
            throw PostgresError(
                .decoding,
                "column \(column + 1) (\(name)) of row \(row + 1) is no \(Value.self): \(error.description)",
                cause: error)
        }
    }
}
