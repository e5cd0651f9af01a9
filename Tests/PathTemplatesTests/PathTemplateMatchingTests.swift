import TestSupport
import Testing

@testable import PathTemplates

struct PathTemplateMatchingTests {
    @Test(
        arguments: [
            ("/v1/entities", "/v1/entities", []), ("/entities/{id}", "/entities/1", ["1"]),
            ("/entities/{id}", "/entities/a%20b%2fc", ["a b/c"]), ("/entities/{id}", "/entities/a:b", ["a:b"]),
            ("/entities/{id}", "/entities/%zz", [nil]), ("/entities/{id}", "/entities/%ff", [nil]),
            ("/entities/{id}:undelete", "/entities/1:undelete", ["1"]),
            ("/entities/{id}:undelete", "/entities/a:b:undelete", ["a:b"]),
            ("/entities/{id}:undelete", "/entities/1:un%64elete", ["1"]), ("/a%20b", "/a%20b", []),
            ("/a", "/%61", []), ("/{a}/x/{b}", "/1/x/2", ["1", "2"]),
            ("/v1/{name=shelves/*/books/*}", "/v1/shelves/1/books/2", ["shelves/1/books/2"]),
            ("/v1/{name=shelves/*}", "/v1/shelves/a%2Fb%20c", ["shelves/a%2Fb c"]),
            ("/files/{path=**}", "/files/a/b%20c/d", ["a/b c/d"]), ("/files/{path=**}", "/files", [""]),
            ("/files/{path=**}", "/files/", [""]), ("/files/{path=**}:copy", "/files/a/b:copy", ["a/b"]),
            ("/**", "/", []), ("/*/x", "/anything/x", []),
        ] as [(String, String, [String?])])
    func `given a path that a template takes, when it is matched, then the variables have their values`(
        template: String, path: String, values: [String?]
    ) throws {
        #expect(try PathTemplate(template).match(RequestPath(path))?.values == values)
    }

    @Test(arguments: [
        ("/entities", "/"), ("/entities", ""), ("/entities", "entities"), ("/entities", "/Entities"),
        ("/entities", "/entities/"), ("/entities", "/entities/1"), ("/entities/{id}", "/entities"),
        ("/entities/{id}", "/entities/"), ("/entities/{id}", "/entities//"), ("/entities/{id}", "/entities/1/2"),
        ("/entities/{id}:undelete", "/entities/1"), ("/entities/{id}:undelete", "/entities/:undelete"),
        ("/entities/{id}:undelete", "/entities/1%3Aundelete"), ("/entities/{id}:undelete", "/entities/1:Undelete"),
        ("/v1/{name=shelves/*}", "/v1/shelves"), ("/v1/{name=shelves/*}", "/v1/boards/1"),
        ("/files/{path=**}", "/file/a"), ("/files/{path=**}", "/files/a//b"), ("/a", "/%6"),
    ])
    func `given another path, when it is matched, then there is no match`(template: String, path: String) throws {
        #expect(try PathTemplate(template).match(RequestPath(path)) == nil)
    }

    @Test func `given a path with far too many segments, when it is matched, then nobody takes it`() {
        let path = String(repeating: "/a", count: 100_000)
        let template: PathTemplate = "/**"
        #expect(template.match(RequestPath(path)) == nil)
    }

    @Test(arguments: [
        ("/a", "/*"), ("/a", "/{x}"), ("/{x}", "/**"), ("/a/{x}", "/{x}/a"), ("/a/{x}:b", "/a/{x}"), ("/a/b", "/a/**"),
        ("/a/**", "/**"), ("/a/*/c", "/a/*"),
    ])
    func `given two templates, when they are ordered, then the one that says more comes first`(
        first: String, second: String
    ) throws {
        let (first, second) = (try PathTemplate(first), try PathTemplate(second))
        #expect(first.isMoreSpecific(than: second))
        #expect(!second.isMoreSpecific(than: first))
        #expect(!first.isMoreSpecific(than: first))
    }

    @Test func `given any text, when it is encoded and matched, then it comes back`() {
        let template: PathTemplate = "/a/{id}"
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let text = String(
                (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                    "az09-._~/%:+ &?#äß漢😀\u{0}".randomElement(using: &generator) ?? "a"
                })
            #expect(template.match(RequestPath("/a/\(PercentEncoding.encode(text))"))?.values == [text])
        }
    }

    @Test func `given mutated templates and paths, when they are read, then nothing breaks and a match is complete`() {
        var generator = SeededGenerator(seed: 12)
        let characters = Array("/{}=*:.%a1_")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...16, using: &generator)).map { _ in
                    characters.randomElement(using: &generator) ?? "/"
                })
            guard let template = try? PathTemplate("/" + text) else { continue }
            #expect(
                template.segments.count == template.segments.filter { $0 != .rest }.count
                    || template.segments.last == .rest)
            if let match = template.match(RequestPath("/a/1:a")) {
                #expect(match.values.count == template.variables.count)
            }
        }
    }
}
