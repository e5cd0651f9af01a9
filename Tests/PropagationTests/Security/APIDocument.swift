import SwiftProtobuf
import Testing

/// The operations of the gateway's own OpenAPI document: tests that are made of it hold for routes that come later, too.
struct APIDocument: Sendable {
    let operations: [DocumentedOperation]

    /// Reads the document as a client does.
    static func read(from stack: CairnStack) async throws -> APIDocument {
        let answer = try await stack.send("GET", "/openapi.json")
        try #require(answer.status == 200)
        let document = try Google_Protobuf_Struct(jsonUTF8Bytes: answer.body).fields
        let schemas = document["components"]?["schemas"]?.structValue.fields ?? [:]
        let paths = try #require(document["paths"]?.structValue.fields)
        let operations = paths.flatMap { path, item in
            item.structValue.fields.compactMap { method, operation in
                DocumentedOperation(method: method.uppercased(), path: path, definition: operation, schemas: schemas)
            }
        }
        try #require(operations.count >= 20)
        return APIDocument(operations: operations.sorted { ($0.path, $0.method) < ($1.path, $1.method) })
    }

    /// Those that change something.
    var unsafe: [DocumentedOperation] { operations.filter { $0.method != "GET" } }

    /// Those that name one thing by its id.
    var ofOneThing: [DocumentedOperation] { operations.filter { $0.path.contains("{id}") } }
}
