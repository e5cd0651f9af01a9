import FoundationEssentials
import SwiftProtobuf

/// One operation of the OpenAPI document, and requests to it.
struct DocumentedOperation: Sendable, CustomStringConvertible {
    let method: String
    /// The path with names in braces.
    let path: String
    /// The method that it calls, such as `cairn.dummy.v1.Dummy/GetEntity`.
    let rpc: String
    /// Whether it can't be called without a session or a token.
    let needsSession: Bool
    private let body: Google_Protobuf_Value?
    private let schemas: [String: Google_Protobuf_Value]

    var description: String { "\(method) \(path)" }

    init?(
        method: String, path: String, definition: Google_Protobuf_Value, schemas: [String: Google_Protobuf_Value]
    ) {
        guard let rpc = definition["x-grpc-method"]?.stringValue else { return nil }
        self.method = method
        self.path = path
        self.rpc = rpc
        self.schemas = schemas
        let security = definition["security"]?.listValue.values ?? []
        needsSession = !security.isEmpty && security.allSatisfy { !$0.structValue.fields.isEmpty }
        body = definition["requestBody"]?["content"]?["application/json"]?["schema"]
    }

    /// The path of one thing.
    func path(id: String = UUID().uuidString.lowercased(), provider: String = "acme") -> String {
        path.replacing("{id}", with: id).replacing("{provider}", with: provider)
    }

    /// A body that the document allows: with these values for texts of these names, and made up ones for what else it needs.
    func json(_ values: [String: String] = [:]) throws -> String? {
        guard let schema = body.map(resolved) else { return nil }
        let required = Set(schema["required"]?.listValue.values.map(\.stringValue) ?? [])
        var object = Google_Protobuf_Struct()
        for (name, property) in schema["properties"]?.structValue.fields ?? [:] {
            if let value = values[name] {
                object.fields[name] = .init(stringValue: value)
            } else if required.contains(name) {
                object.fields[name] = example(of: resolved(property))
            }
        }
        return try object.jsonString()
    }

    private func example(of schema: Google_Protobuf_Value) -> Google_Protobuf_Value {
        if let first = schema["enum"]?.listValue.values.first { return first }
        if let items = schema["items"] {
            return .init(listValue: .with { $0.values = [example(of: resolved(items))] })
        }
        return switch schema["format"]?.stringValue {
        case "email": .init(stringValue: "\(UUID().uuidString.lowercased())@example.com")
        default: .init(stringValue: "made up \(UUID().uuidString)")
        }
    }

    private func resolved(_ schema: Google_Protobuf_Value) -> Google_Protobuf_Value {
        guard let name = schema["$ref"]?.stringValue.split(separator: "/").last else { return schema }
        return schemas[String(name)] ?? schema
    }
}

extension Google_Protobuf_Value {
    /// A member of an object.
    subscript(name: String) -> Google_Protobuf_Value? {
        structValue.fields[name]
    }
}
