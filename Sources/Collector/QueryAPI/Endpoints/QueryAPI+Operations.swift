import Hummingbird
import OTLP
import SpanStore
import TraceQuery

extension QueryAPI {
    /// `GET /api/services/{service}/operations`: the names of a service's operations.
    @Sendable
    func operationsOfService(_ request: Request, context: QueryContext) async throws -> Response {
        let service = PercentEncoding.decode(try context.parameters.require("service"))
        return try await blocking { [store] in
            Response(bytes: JaegerJSON.names(Self.distinct(try store.operations(of: service).map(\.name))))
        }
    }

    /// `GET /api/operations?service=&spanKind=`: a service's operations with their kinds.
    @Sendable
    func operations(_ request: Request, context: QueryContext) async throws -> Response {
        let parameters = PercentEncoding.parameters(ofQuery: request.uri.query ?? "").filter { !$0.value.isEmpty }
        guard let service = parameters.first(where: { $0.name == "service" })?.value else {
            throw QueryError(.invalidParameter, "parameter 'service' is required")
        }
        var kind: SpanKind?
        if let name = parameters.first(where: { $0.name == "spanKind" })?.value {
            kind = SpanKind(name: name.lowercased())
            guard kind != nil else {
                throw QueryError(
                    .invalidParameter,
                    "parameter 'spanKind' takes internal, server, client, producer, consumer or unspecified")
            }
        }
        return try await blocking { [store, kind] in
            let operations = try store.operations(of: service).filter { kind == nil || $0.kind == kind }
            return Response(bytes: JaegerJSON.operations(operations))
        }
    }

    /// The store sorts by name, so that what is equal stands together.
    private static func distinct(_ names: [String]) -> [String] {
        var distinct: [String] = []
        for name in names where name != distinct.last { distinct.append(name) }
        return distinct
    }
}
