import Testing

/// A client has those functions that its calls need, and no others, of which compilers complain.
struct ClientHelperTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let annotation: String
        let helpers: Set<String>
    }

    @Test(arguments: [
        Case(testDescription: "no variable", annotation: #"get: "/a""#, helpers: []),
        Case(testDescription: "one segment", annotation: #"get: "/a/{id}""#, helpers: ["segment"]),
        Case(testDescription: "many segments", annotation: #"get: "/a/{id=**}""#, helpers: ["segments"]),
        Case(testDescription: "a segment of two", annotation: #"get: "/a/{id=b/*}""#, helpers: ["segments"]),
        Case(testDescription: "a body of all", annotation: #"post: "/a" body: "*""#, helpers: []),
        Case(
            testDescription: "a body without what is in the path", annotation: #"post: "/a/{id}" body: "*""#,
            helpers: ["segment", "without"]),
        Case(
            testDescription: "a field as the body", annotation: #"post: "/a/{id}" body: "part""#, helpers: ["segment"]),
    ])
    func `given an API, when its client is made, then it has just the functions that its calls need`(
        case given: Case
    ) async throws {
        let files = try await Protoc().generate(
            """
            service Things { rpc Do(Thing) returns (Thing) { option (google.api.http) = { \(given.annotation) }; } }
            message Thing { string id = 1; string part = 2; }
            """,
            parameters: "outputs=client")
        for dialect in ["ts", "js"] {
            let client = try #require(files["api.\(dialect)"])
            let written = ["segment", "segments", "without"].filter { client.contains("function \($0)(") }
            #expect(Set(written) == given.helpers, "\(dialect)")
        }
    }
}
