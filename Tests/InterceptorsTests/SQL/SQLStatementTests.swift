import Interceptors
import Testing

@Suite struct SQLStatementTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let name: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "SELECT id FROM users WHERE email = $1", name: "SELECT users"),
        Case(text: "select * from auth.users", name: "SELECT auth.users"),
        Case(text: "SELECT extract(epoch FROM created) FROM dummy.entities", name: "SELECT dummy.entities"),
        Case(text: "SELECT (SELECT count(*) FROM a) FROM b", name: "SELECT b"),
        Case(text: "SELECT * FROM (SELECT 1) AS one", name: "SELECT"),
        Case(text: "SELECT 1", name: "SELECT"),
        Case(text: "SELECT 'FROM nowhere'", name: "SELECT"),
        Case(text: "SELECT \"from\" FROM \"My Table\"", name: "SELECT My Table"),
        Case(text: "INSERT INTO users (id) VALUES ($1)", name: "INSERT users"),
        Case(text: "UPDATE ONLY users SET name = $1", name: "UPDATE users"),
        Case(text: "DELETE FROM sessions WHERE id = $1", name: "DELETE sessions"),
        Case(text: "TRUNCATE TABLE users", name: "TRUNCATE users"),
        Case(text: "  -- a comment\n/* another */ SELECT a FROM b", name: "SELECT b"),
        Case(text: "WITH old AS (SELECT 1) DELETE FROM users", name: "WITH"),
        Case(text: "BEGIN", name: "BEGIN"),
        Case(text: "COMMIT;", name: "COMMIT"),
        Case(text: "", name: "QUERY"),
        Case(text: "/* open", name: "QUERY"),
    ])
    func `is named by operation and table`(_ given: Case) {
        #expect(SQLStatement(given.text).spanName == given.name)
        #expect(SQLStatement(given.text).text == given.text)
    }

    @Test func `any text has a name`() {
        var generator = SplitMix(state: 5)
        let pieces = ["SELECT", "FROM", "(", ")", "'", "\"", "--", "/*", "*/", "\n", "a.b", ",", "$1", "é", ";", " "]
        for _ in 0..<5_000 {
            let text = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            #expect(!SQLStatement(text).spanName.isEmpty)
        }
    }
}
