import Hummingbird
import PathTemplates
import Testing

@testable import Transcoding

@Suite struct RouteTableTests {
    private struct Silent: RouteHandler {
        func respond(
            to request: Request, context: BasicRequestContext, match: PathTemplate.Match
        ) async throws -> Response {
            Response(status: .ok)
        }
    }

    private static let templates: [PathTemplate] = [
        "/{name}", "/entities", "/entities/{id}", "/entities/latest", "/entities:count", "/{kind}/{id}/history",
        "/files/{path=**}", "/{anything=**}",
    ]

    struct Case: CustomTestStringConvertible {
        let path: String
        let template: String?
        var testDescription: String { path }
    }

    @Test(arguments: [
        Case(path: "/", template: "/{anything=**}"), Case(path: "/entities", template: "/entities"),
        Case(path: "/other", template: "/{name}"), Case(path: "/entities/7", template: "/entities/{id}"),
        Case(path: "/entities/latest", template: "/entities/latest"),
        Case(path: "/%65ntities/latest", template: "/entities/latest"),
        Case(path: "/entities/l%61test", template: "/entities/latest"),
        Case(path: "/entities:count", template: "/entities:count"),
        Case(path: "/entities%3Acount", template: "/{name}"), Case(path: "/others:count", template: "/{name}"),
        Case(path: "/entities/7/history", template: "/{kind}/{id}/history"),
        Case(path: "/files", template: "/files/{path=**}"), Case(path: "/files/a/b/c", template: "/files/{path=**}"),
        Case(path: "/some/where/else/7", template: "/{anything=**}"), Case(path: "no/slash", template: nil),
        Case(path: "", template: nil), Case(path: String(repeating: "/a", count: 257), template: nil),
    ])
    func `a path belongs to the most specific template that takes it`(_ given: Case) {
        for templates in [Self.templates, Self.templates.reversed()] {
            var table = RouteTable<BasicRequestContext>()
            for template in templates { table.add(.get, template, handler: Silent()) }
            #expect(table.template(for: .get, given.path)?.description == given.template)
        }
    }
}
