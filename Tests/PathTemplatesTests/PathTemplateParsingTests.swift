import Testing

@testable import PathTemplates

struct PathTemplateParsingTests {
    private typealias Variable = PathTemplate.Variable

    @Test(
        arguments: [
            ("/v1", [.literal("v1")], [:], nil), ("/v1/entities", [.literal("v1"), .literal("entities")], [:], nil),
            ("/entities/{id}", [.literal("entities"), .single], [["id"]: 1..<2], nil),
            ("/entities/{id=*}", [.literal("entities"), .single], [["id"]: 1..<2], nil),
            ("/entities/{entity.id}", [.literal("entities"), .single], [["entity", "id"]: 1..<2], nil),
            ("/{a}/{b_2}", [.single, .single], [["a"]: 0..<1, ["b_2"]: 1..<2], nil),
            (
                "/v1/{name=shelves/*/books/*}",
                [.literal("v1"), .literal("shelves"), .single, .literal("books"), .single], [["name"]: 1..<5], nil
            ),
            ("/files/{path=**}", [.literal("files"), .rest], [["path"]: 1..<2], nil),
            ("/files/{path=a/**}:copy", [.literal("files"), .literal("a"), .rest], [["path"]: 1..<3], "copy"),
            ("/*/x", [.single, .literal("x")], [:], nil), ("/**", [.rest], [:], nil),
            ("/entities/{id}:undelete", [.literal("entities"), .single], [["id"]: 1..<2], "undelete"),
            ("/entities:batchGet", [.literal("entities")], [:], "batchGet"),
            ("/a%20b/@me", [.literal("a b"), .literal("@me")], [:], nil),
        ] as [(String, [PathTemplate.Segment], [[String]: Range<Int>], String?)])
    func `given a template, when it is parsed, then its parts are found`(
        text: String, segments: [PathTemplate.Segment], variables: [[String]: Range<Int>], verb: String?
    ) throws {
        let template = try PathTemplate(text)
        #expect(template.segments == segments)
        #expect(Dictionary(uniqueKeysWithValues: template.variables.map { ($0.fieldPath, $0.segments) }) == variables)
        #expect(template.verb == verb)
        #expect(template.description == text)
    }

    @Test(arguments: [
        ("nothing", "", "expected '/', at character 1"), ("no slash", "v1", "expected '/', at character 1"),
        ("only a slash", "/", "expected a segment, at character 2"),
        ("an empty segment", "/a//b", "expected a segment, at character 4"),
        ("a slash at the end", "/a/", "expected a segment, at character 4"),
        ("a segment after **", "/**/a", "'**' must be the last segment, at character 5"),
        ("a segment after a variable of **", "/{a=**}/b", "'**' must be the last segment, at character 9"),
        ("an open variable", "/{a", "expected '}', at character 4"),
        ("no name", "/{}", "expected the name of a field, at character 3"),
        ("a name that begins with a digit", "/{1}", "expected the name of a field, at character 4"),
        ("an open field path", "/{a.}", "expected the name of a field, at character 5"),
        ("no segments", "/{a=}", "expected a segment, at character 5"),
        ("a variable in a variable", "/{a={b}}", "a variable can't be inside another one, at character 5"),
        ("a field twice", "/{a}/{a}", "the field 'a' is there twice, at character 8"),
        ("no verb", "/a:", "expected a segment, at character 4"),
        ("text behind a variable", "/{a}b", "unexpected 'b', at character 5"),
        ("a segment after a verb", "/a:b/c", "unexpected '/', at character 5"),
        ("three stars", "/***", "unexpected '*', at character 4"),
        ("a bad escape", "/a%2", "the escape before this is malformed, at character 5"),
        ("a question mark", "/a?b", "unexpected '?', at character 3"),
        ("a letter beyond ASCII", "/ü", "expected a segment, at character 2"),
        (
            "a long text", "/" + String(repeating: "a", count: 1024),
            "a template has at most 1024 bytes, at character 1"
        ),
    ])
    func `given a text that is no template, when it is parsed, then the error says where`(
        _: String, text: String, error: String
    ) {
        #expect {
            try PathTemplate(text)
        } throws: {
            "\($0)" == error
        }
    }
}
