import FoundationEssentials
import Postgres
import Testing

/// What is sent comes back as the same.
@Suite struct ValueTests {
    private func check<Value: PostgresEncodable & PostgresDecodable & Equatable & Sendable>(
        _ type: String, _ values: [Value], on client: PostgresClient
    ) async throws {
        for value in values {
            let back = try await client.query(
                "SELECT \(value)::\(unescaped: type), NULL::\(unescaped: type)", as: (Value, Value?).self)
            #expect(back.count == 1)
            #expect(back[0].0 == value, "\(type)")
            #expect(back[0].1 == nil)
            // As an optional parameter, and stored in a column of the type.
            try await client.withTransaction { transaction in
                try await transaction.execute(
                    "CREATE TEMPORARY TABLE kept (value \(unescaped: type)) ON COMMIT DROP")
                try await transaction.execute("INSERT INTO kept VALUES (\(Optional(value))) /* \(unescaped: type) */")
                try await transaction.execute("INSERT INTO kept VALUES (\(Value?.none)) /* \(unescaped: type) */")
                let kept = try await transaction.query(
                    "SELECT value FROM kept /* \(unescaped: type) */", as: Value?.self)
                #expect(kept == [value, nil], "\(type)")
            }
        }
    }

    @Test func integersOfEveryWidth() async throws {
        let client = try await Fixture().client
        try await check("smallint", [Int8.min, -1, 0, .max], on: client)
        try await check("smallint", [UInt8.min, .max], on: client)
        try await check("smallint", [Int16.min, -1, 0, .max], on: client)
        try await check("integer", [UInt16.min, .max], on: client)
        try await check("integer", [Int32.min, -1, 0, .max], on: client)
        try await check("bigint", [UInt32.min, .max], on: client)
        try await check("bigint", [Int64.min, -1, 0, .max], on: client)
        try await check("bigint", [Int.min, -1, 0, .max], on: client)
        try await check("bigint", [UInt64.min, UInt64(Int64.max)], on: client)
        try await check("bigint", [UInt.min, UInt(Int64.max)], on: client)
    }

    @Test func textBytesAndTheRest() async throws {
        let client = try await Fixture().client
        try await check("text", ["", "plain", "Größe 🪨 '; DROP TABLE x --", "\u{1}\n\t\\"], on: client)
        try await check("text", [String(repeating: "é", count: 200_000)], on: client)
        try await check("varchar", ["", "x"], on: client)
        try await check("json", [#"{"a":[1,null]}"#], on: client)
        try await check("jsonb", [#"{"a": [1, null]}"#, "null"], on: client)
        try await check("boolean", [true, false], on: client)
        try await check("bytea", [[UInt8](), [0], Array(0...255), [UInt8](repeating: 7, count: 300_000)], on: client)
        try await check("uuid", [UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))], on: client)
        try await check(
            "double precision",
            [0, -0.0, 0.1, .pi, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude], on: client)
    }

    @Test func instants() async throws {
        let client = try await Fixture().client
        let instants = [
            PostgresTimestamp(microsecondsSince1970: 0), PostgresTimestamp(microsecondsSince1970: -1),
            PostgresTimestamp(microsecondsSince1970: 1_795_000_000_123_456), .infinity, .negativeInfinity,
        ]
        try await check("timestamptz", instants, on: client)
        try await check("timestamptz", [Date(timeIntervalSince1970: 1_795_000_000.123456)], on: client)

        let read = try await client.query(
            "SELECT '1970-01-01 00:00:01.5+00'::timestamptz, 'infinity'::timestamptz",
            as: (Date, PostgresTimestamp).self)
        #expect(read[0].0 == Date(timeIntervalSince1970: 1.5))
        #expect(!read[0].1.isFinite)
        #expect(PostgresTimestamp.infinity.date == nil && PostgresTimestamp.negativeInfinity < .infinity)
        #expect(PostgresTimestamp(Date.distantFuture).microsecondsSince1970 != nil)
    }

    @Test func stringsStandForWhatTheServerExpects() async throws {
        let client = try await Fixture().client
        try await client.execute("CREATE TYPE mood AS ENUM ('calm', 'tense')")
        try await client.execute("CREATE TABLE things (id uuid, mood mood, document jsonb, at timestamptz)")
        let id = UUID()
        try await client.execute(
            "INSERT INTO things VALUES (\(id.uuidString), \("calm"), \("{}"), \("2026-01-01 00:00:00Z"))")
        let rows = try await client.query("SELECT id, mood, document FROM things", as: (UUID, String, String).self)
        #expect(rows[0] == (id, "calm", "{}"))
    }

    @Test(arguments: [
        ("SELECT NULL::text AS nickname", "nickname"), ("SELECT 1 AS id", "id"),
        ("SELECT 1.5::numeric AS price", "price"),
    ])
    func aDecodingErrorNamesColumnTypeAndRow(sql: String, column: String) async throws {
        let client = try await Fixture().client
        let error = try await postgresError {
            _ = try await client.query(PostgresQuery(unescaped: sql), as: String.self)
        }
        #expect(error.code == .decoding)
        #expect(error.message.contains("(\(column)) of row 1") && error.message.contains("String"), "\(error)")
    }

    @Test func aNumberThatDoesNotFitIsAnError() async throws {
        let client = try await Fixture().client
        let error = try await postgresError {
            _ = try await client.query("SELECT 300::bigint AS n UNION ALL SELECT 1", as: UInt8.self)
        }
        #expect(error.code == .decoding && error.message.contains("out of the range of UInt8"))
        let count = try await postgresError { _ = try await client.query("SELECT 1, 2", as: Int.self) }
        #expect(count.code == .decoding && count.message.contains("2 columns"))
    }

    @Test func whatPostgresCannotHoldIsNotSent() async throws {
        let client = try await Fixture().client
        let nul = try await postgresError { try await client.execute("SELECT \("a\u{0}b")") }
        #expect(nul.code == .encoding && nul.message.contains("parameter $1"))
        let large = try await postgresError { try await client.execute("SELECT \(1), \(UInt64.max)") }
        #expect(large.code == .encoding && large.message.contains("parameter $2"))
    }
}
