import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import ServiceKit
import TestSupport
import Testing

@testable import GatewayService

struct AppFilesTests {
    /// A folder with an app in it, beside a secret, and with what must not be served.
    private struct Folder {
        let outer: TemporaryDirectory
        var path: String { outer.path + "/app" }

        init() throws {
            outer = try TemporaryDirectory()
            try write("secret.js", "s3cr3t", in: outer.path)
            for folder in ["", "/views", "/.git"] {
                try FileManager.default.createDirectory(atPath: path + folder, withIntermediateDirectories: true)
            }
            try write("index.html", "<!doctype html><title>Cairn</title>", in: path)
            try write("main.js", "export {};", in: path)
            try write("styles.css", "p {}", in: path)
            try write("icon.svg", "<svg/>", in: path)
            try write("views/list.js", "export {};", in: path)
            try write(".env", "PASSWORD=s3cr3t", in: path)
            try write(".git/config.js", "s3cr3t", in: path)
            try write("notes.txt", "s3cr3t", in: path)
            try write("Makefile", "s3cr3t", in: path)
            try write("odd name.js", "s3cr3t", in: path)
            try FileManager.default.createSymbolicLink(
                atPath: path + "/link.js", withDestinationPath: outer.path + "/secret.js")
            try FileManager.default.createSymbolicLink(atPath: path + "/up", withDestinationPath: outer.path)
        }

        func write(_ name: String, _ text: String, in folder: String) throws {
            try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
        }
    }

    private static func with(
        _ body: @escaping @Sendable (RunningGateway, String) async throws -> Void
    ) async throws {
        let folder = try Folder()
        var options = RunningGateway.Options()
        options.configuration.app = try AppConfiguration(
            directory: folder.path, traces: TracesURL("https://traces.example.com/{id}"))
        let path = folder.path
        try await RunningGateway.with(options) { try await body($0, path) }
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: [
        ("/", "text/html; charset=utf-8", "<!doctype html><title>Cairn</title>"),
        ("/app/main.js", "text/javascript; charset=utf-8", "export {};"),
        ("/app/views/list.js", "text/javascript; charset=utf-8", "export {};"),
        ("/app/styles.css", "text/css; charset=utf-8", "p {}"), ("/app/icon.svg", "image/svg+xml", "<svg/>"),
    ])
    func `given an app, when a file is asked for, then it comes with its type, to be asked for again`(
        path: String, type: String, text: String
    ) async throws {
        try await Self.with { gateway, _ in
            let answer = try await gateway.send(.get, path)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == type)
            #expect(answer.headers[.cacheControl] == "no-cache")
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            #expect(answer.text == text)
            let head = try await gateway.send(.head, path)
            #expect(head.status == .ok)
            #expect(head.headers[.contentLength] == "\(text.utf8.count)")
            #expect(head.text == "")
        }
    }

    @Test(arguments: [
        "/app", "/app/", "/app/views", "/app/views/", "/app/index.html", "/index.html", "/main.js", "/app/.env",
        "/app/.git/config.js", "/app/notes.txt", "/app/Makefile", "/app/odd%20name.js", "/app/link.js",
        "/app/up/secret.js", "/app/../secret.js", "/app/%2e%2e/secret.js", "/app/..%2fsecret.js",
        "/app/views/../../secret.js", "/app//main.js", "/app/main.js%00.css", "/app%5Cmain.js",
        "//main.js", "/app/%2e%2e%2fsecret.js", "/app/MAIN.JS",
    ])
    func `given an app, when anything else is asked for, then it is not there`(path: String) async throws {
        try await Self.with { gateway, _ in
            let answer = try await gateway.send(.get, path)
            #expect([400, 404].contains(answer.status.code), "\(answer.status)")
            #expect(!answer.text.contains("s3cr3t"))
            #expect(!answer.text.contains("export"))
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete, .options, .trace, .init("PROPFIND")!])
    func `given a file, when it is asked to change, then only reading is offered`(
        method: HTTPRequest.Method
    ) async throws {
        try await Self.with { gateway, _ in
            for path in ["/", "/app/main.js", "/app-config.json"] {
                let answer = try await gateway.send(method, path)
                #expect(answer.status == .methodNotAllowed)
                #expect(answer.headers[.allow] == "GET, HEAD")
            }
        }
    }

    @Test(arguments: [
        ("the tag", "TAG", 304), ("a weak form of it", "W/TAG", 304), ("any", "*", 304),
        ("it among others", "\"x\", TAG", 304), ("another", "\"x\"", 200), ("its beginning", "TA", 200),
    ])
    func `given a browser that has the file, when it asks again, then it is told whether it still holds`(
        _: String, field: String, status: Int
    ) async throws {
        try await Self.with { gateway, _ in
            let tag = try #require(try await gateway.send(.get, "/app/main.js").headers[.eTag])
            let known = field.replacing("TAG", with: tag).replacing("TA", with: tag.dropLast(2))
            let answer = try await gateway.send(.get, "/app/main.js", headers: [.ifNoneMatch: known])
            #expect(answer.status.code == status)
            #expect(answer.headers[.eTag] == tag)
            #expect(answer.text == (status == 304 ? "" : "export {};"))
        }
    }

    @Test(arguments: ["/", "/app/main.js"])
    func `given a browser that has a file, when it is told so, then the policy that it keeps stays the same`(
        path: String
    ) async throws {
        try await Self.with { gateway, _ in
            let first = try await gateway.send(.get, path)
            let again = try await gateway.send(
                .get, path, headers: [.ifNoneMatch: try #require(first.headers[.eTag])])
            #expect(again.status == .notModified)
            for name in [HTTPField.Name.contentSecurityPolicy, .contentType, .cacheControl] {
                #expect(again.headers[name] == first.headers[name])
            }
        }
    }

    @Test func `given a file is changed or removed, when it is asked for again, then the answer is that of now`()
        async throws
    {
        try await Self.with { gateway, folder in
            let tag = try #require(try await gateway.send(.get, "/app/main.js").headers[.eTag])
            try "let a;".write(toFile: folder + "/main.js", atomically: true, encoding: .utf8)
            let changed = try await gateway.send(.get, "/app/main.js", headers: [.ifNoneMatch: tag])
            #expect(changed.text == "let a;")
            #expect(changed.headers[.eTag] != tag)
            try FileManager.default.removeItem(atPath: folder + "/main.js")
            try expectProblem(try await gateway.send(.get, "/app/main.js"), 404)
        }
    }

    @Test func `given a file that becomes a link to elsewhere, when it is asked for, then it is not followed`()
        async throws
    {
        try await Self.with { gateway, folder in
            try FileManager.default.removeItem(atPath: folder + "/main.js")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/main.js", withDestinationPath: folder + "/../secret.js")
            try expectProblem(try await gateway.send(.get, "/app/main.js"), 404)
        }
    }

    @Test func `given a file that becomes too large, when it is asked for, then it is not there`() async throws {
        try await Self.with { gateway, folder in
            let limit = 1 << 20
            for (size, status) in [(limit, 200), (limit + 1, 404)] {
                try String(repeating: "x", count: size)
                    .write(toFile: folder + "/main.js", atomically: true, encoding: .utf8)
                #expect(try await gateway.send(.get, "/app/main.js").status.code == status)
            }
        }
    }

    @Test func `given an app, when it asks for its configuration, then it learns where traces are`() async throws {
        try await Self.with { gateway, _ in
            let answer = try await gateway.send(.get, "/app-config.json")
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer.text == #"{"traces":"https://traces.example.com/{id}"}"#)
        }
    }

    @Test(arguments: ["/", "/app/main.js", "/app-config.json"])
    func `given no app, when it is asked for, then there is nothing`(path: String) async throws {
        try await RunningGateway.with { gateway in
            _ = try expectProblem(try await gateway.send(.get, path), 404)
        }
    }
}
