import FoundationEssentials
import Logging
import Postgres
import Telemetry
import TestSupport
import Testing

@testable import DummyService

/// How PostgreSQL finds a page among 100,000 entities, as its planner explains it.
struct ListPlanTests {
    private static let userID = UUID()

    private static let database = Task {
        let client = PostgresClient(
            configuration: try await PostgresConfiguration(url: TestDatabase.make().url), tracer: .disabled,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await client.migrate(Dummy.migrations(), schema: Dummy.schema)
        // A fifth are this user's, the others those of 1,000 more users; a few are deleted.
        try await client.execute(
            """
            INSERT INTO dummy.entities
                (id, user_id, name, description, create_time, update_time, delete_time, expire_time)
            SELECT gen_random_uuid(),
                CASE WHEN n % 5 = 0 THEN \(userID) ELSE md5((n % 1000)::text)::uuid END,
                'entity ' || md5(n::text), 'what it is about', now() - n * interval '1 second',
                now() - (n % 1000) * interval '1 second',
                CASE WHEN n % 50 = 0 THEN now() END, CASE WHEN n % 50 = 0 THEN now() + interval '1 day' END
            FROM generate_series(1, 100000) n
            """)
        try await client.execute("ANALYZE dummy.entities")
        return client
    }

    private let client: PostgresClient
    private var userID: UUID { Self.userID }

    init() async throws {
        client = try await Self.database.value
    }

    private func plan(_ query: EntityQuery) async throws -> String {
        var sql = PostgresQuery.StringInterpolation(literalCapacity: 512, interpolationCount: 8)
        sql.appendLiteral("EXPLAIN (COSTS OFF) ")
        query.write(columns: PostgresEntityRepository.columns, limit: 51, to: &sql)
        return try await client.query(PostgresQuery(stringInterpolation: sql), as: String.self).joined(separator: "\n")
    }

    @Test func `given 100,000 entities, when a page is read, then it is a range of the index of its order`()
        async throws
    {
        let indexes = [
            "": "entities_by_user", "create_time": "entities_by_user", "name": "entities_by_name",
            "name desc": "entities_by_name", "update_time desc": "entities_by_update_time",
            "update_time": "entities_by_update_time", "name, create_time desc": "entities_by_name",
        ]
        for (orderBy, index) in indexes {
            let order = try EntityOrder(orderBy)
            for isContinued in [false, true] {
                for showDeleted in [false, true] {
                    var query = EntityQuery(userID: userID, order: order)
                    if showDeleted { query.deletedAsOf = Date() }
                    if isContinued {
                        let found = try await PostgresEntityRepository(database: client).entities(query, limit: 100)
                        query.position = order.position(of: try #require(found.last))
                    }
                    let plan = try await plan(query)
                    let what = "\(orderBy), continued: \(isContinued), deleted: \(showDeleted)\n\(plan)"
                    #expect(plan.contains(" using \(index) "), "\(what)")
                    #expect(!plan.contains("Seq Scan"), "\(what)")
                    // Of two fields the second is sorted within what the index has sorted by the first.
                    #expect(order.terms.count > 1 || !plan.contains("Sort"), "\(what)")
                    #expect(
                        plan.contains("Index Cond: (user_id = ") || plan.contains("Index Cond: ((user_id = "), "\(what)"
                    )
                }
            }
        }
    }

    @Test func `given 100,000 entities, when they are filtered, then only the user's own are looked at`() async throws {
        for filter in ["name:a", "name = x OR description:y", "create_time > 2026-01-31T12:00:00Z", "-stone"] {
            let plan = try await plan(EntityQuery(userID: userID, filter: EntityFilter(filter)))
            #expect(!plan.contains("Seq Scan"), "\(filter)\n\(plan)")
            #expect(plan.contains("user_id = "), "\(filter)\n\(plan)")
        }
    }
}
