import FoundationEssentials
import TestSupport
import Testing

/// What is secret in a request stays out of spans and logs, on every route of the document.
@Suite struct SecretScanTests {
    @Test
    func `given secrets in each place of a request, when every route has been called, then none is stored or logged`()
        async throws
    {
        try await CairnStack.with { stack in
            let document = try await APIDocument.read(from: stack)
            // Each has its own, so that what is found says where it comes from.
            let marks = Marks()
            var secrets = [CairnStack.callerTokenKey, "__Host-session="]
            for operation in document.operations {
                let caller = try await stack.newCaller()
                secrets += [caller.password, caller.email, Self.secret(of: caller.token)]
                for request in try Self.requests(to: operation, by: caller, marks) {
                    let answer = try await stack.send(
                        operation.method, request.path, token: request.token, headers: request.headers,
                        json: request.json)
                    #expect(answer.status < 500, "\(operation)")
                    secrets += Self.issued(by: answer)
                }
                #expect(try await stack.send("GET", "/openapi.json").status == 200)
            }
            await stack.stop()

            let stored = try stack.collectorData.text()
            for operation in document.operations {
                #expect(stored.contains(operation.rpc), "\(operation) has left no span that can be searched")
            }
            let programs = [stack.gateway, stack.auth, stack.dummy, stack.collector]
            let logs = programs.flatMap(\.output).joined(separator: "\n")
            for secret in secrets + marks.all {
                #expect(!stored.contains(secret), "a span has \(secret)")
                #expect(!logs.contains(secret), "a log has \(secret)")
            }
        }
    }

    private struct Request {
        let path: String
        var token: String?
        var headers: [(String, String)] = []
        var json: String?
    }

    /// Requests that are right, and such that are refused at each step, with something secret in each part but the path.
    private static func requests(
        to operation: DocumentedOperation, by caller: Caller, _ marks: Marks
    ) throws -> [Request] {
        let id = operation.path.hasPrefix("/entities/") ? caller.entityID : UUID().uuidString.lowercased()
        let path = operation.path(id: id)
        let values = [
            "name": marks.new(operation, "name"), "description": marks.new(operation, "description"),
            "token": marks.new(operation, "token"), "email": "\(marks.new(operation, "email"))@example.com",
            "password": marks.new(operation, "password"), "currentPassword": marks.new(operation, "current"),
            "newPassword": marks.new(operation, "new"),
        ]
        let body = try operation.json(values)
        let broken = body.map { String($0.dropLast()) + #","unknown":"\#(marks.new(operation, "unknown"))"}"# }
        let foreign = [
            ("authorization", "Basic \(marks.new(operation, "basic"))"), ("x-api-key", marks.new(operation, "key")),
        ]
        return [
            Request(path: path, token: marks.new(operation, "bearer"), json: body),
            Request(path: path, headers: [("cookie", "__Host-session=\(marks.new(operation, "cookie"))")], json: body),
            Request(path: path, headers: foreign, json: body),
            Request(path: "\(path)?token=\(marks.new(operation, "query"))", token: caller.token, json: body),
            Request(path: path, token: caller.token, json: broken),
            Request(path: path, token: caller.token, json: body.map { "\($0)}" }),
            // The last, because it may end the session.
            Request(
                path: path, token: caller.token, headers: [("idempotency-key", marks.new(operation, "idempotency"))],
                json: body),
        ]
    }

    /// The secrets of an answer: tokens of sessions, and API tokens.
    private static func issued(by answer: Answer) -> [String] {
        let text = String(decoding: answer.body, as: UTF8.self)
        return text.matches(of: /"(?:token|secret)":"([^"]+)"/).map { secret(of: String($0.1)) }
    }

    /// The part of a token that opens something.
    private static func secret(of token: String) -> String {
        String(token.split(separator: ".").last ?? token[...])
    }

    /// Texts that are found nowhere else.
    private final class Marks {
        private(set) var all: [String] = []

        func new(_ operation: DocumentedOperation, _ place: String) -> String {
            let name = operation.rpc.split(separator: "/").last ?? ""
            let mark = "secret-\(name)-\(place)-\(UUID().uuidString.lowercased())"
            all.append(mark)
            return mark
        }
    }
}
