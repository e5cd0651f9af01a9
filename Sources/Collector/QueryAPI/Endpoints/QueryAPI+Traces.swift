import Hummingbird
import OTLP
import SpanStore
import TraceQuery

extension QueryAPI {
    /// `GET /api/traces`: a search, or with `traceID` the traces asked for.
    @Sendable
    func traces(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let parameters = PercentEncoding.parameters(ofQuery: request.uri.query ?? "")
        let query = try TraceQueryParameters(parameters, nowUnixNano: nowUnixNano())
        let form = TraceForm(request)
        return try await blocking { [store] in
            switch query {
            case .search(let search):
                return form.response(try store.search(search), limit: search.limit)
            case .byID(let ids):
                let found = try ids.map { (id: $0, trace: try store.trace($0)) }
                let problems = found.filter { $0.trace == nil }.map { JaegerJSON.Problem.traceNotFound($0.id) }
                return form.response(found.compactMap(\.trace), problems: problems)
            }
        }
    }

    /// `GET /api/traces/{id}`: one trace.
    @Sendable
    func trace(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let id = try TraceID(lenient: try context.parameters.require("id"))
        let form = TraceForm(request)
        return try await blocking { [store] in
            guard let trace = try store.trace(id) else {
                return Response(status: .notFound, bytes: JaegerJSON.failure([.traceNotFound(id)]))
            }
            return form.response([trace])
        }
    }
}

extension JaegerJSON.Problem {
    fileprivate static func traceNotFound(_ id: TraceID) -> Self {
        JaegerJSON.Problem(code: 404, message: "trace not found", traceID: id.description)
    }
}
