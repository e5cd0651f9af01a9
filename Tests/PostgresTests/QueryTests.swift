import Testing

@testable import Postgres

@Suite struct QueryTests {
    @Test func valuesBecomePlaceholders() {
        let name = "Robert'); DROP TABLE students;--"
        let query: PostgresQuery = "SELECT * FROM \(unescaped: "students") WHERE name = \(name) AND age > \(7)"
        #expect(query.text == "SELECT * FROM students WHERE name = $1 AND age > $2")
        #expect(query.description == query.text)
        #expect(query.parameters.types == [.inferred, .int8])
        #expect(query.parameters.count == 2)
    }

    @Test func nullKeepsItsType() {
        let query: PostgresQuery = "SELECT \(Int32?.none)"
        #expect(query.parameters.types == [.int4])
        #expect(query.parameters.values == [.init(offset: 0, length: -1)])
    }

    @Test func aLiteralIsAStatementWithoutParameters() {
        let query: PostgresQuery = "SELECT 1"
        #expect(query.text == "SELECT 1" && query.parameters.count == 0)
    }

    @Test func theStatementCacheForgetsTheLeastRecentlyUsed() {
        var cache = StatementCache(limit: 2)
        let keys = ["a", "b", "c"].map { StatementCache.Key(text: $0, types: []) }
        for key in keys.prefix(2) {
            #expect(cache.makeRoom() == nil)
            cache.insert(key, name: cache.nextName())
        }
        #expect(cache.name(for: keys[0]) == "cairn_1")
        #expect(cache.makeRoom() == "cairn_2")
        cache.insert(keys[2], name: cache.nextName())
        #expect(cache.name(for: keys[0]) == "cairn_1")
        #expect(cache.name(for: keys[1]) == nil)
        #expect(cache.name(for: keys[2]) == "cairn_3")
        #expect(cache.name(for: StatementCache.Key(text: "a", types: [.int8])) == nil)
        cache.remove(keys[2])
        #expect(cache.count == 1)
    }
}
