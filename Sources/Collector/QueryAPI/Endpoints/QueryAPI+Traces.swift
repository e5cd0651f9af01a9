import Hummingbird
import Logging
import OTLP
import SpanStore
import TraceQuery

extension QueryAPI {
    /// `GET /api/traces`: a search, or with `traceID` the traces asked for.
    @Sendable
    func traces(_ request: Request, context: QueryContext) async throws -> Response {
        let parameters = PercentEncoding.parameters(ofQuery: request.uri.query ?? "")
        let query = try TraceQueryParameters(parameters, nowUnixNano: nowUnixNano())
        let form = TraceForm(request)
        return try await blocking { [store, departures] in
            var damages: [SpanStoreError] = []
            var answer = form.answer()
            switch query {
            case .search(let search):
                try store.search(search, isCancelled: { departures.hasLeft(context.channel) }) {
                    damages.append($0)
                } body: {
                    answer.append($0)
                }
                return answer.response(limit: search.limit, problems: Self.problems(damages, context.logger))
            case .byID(let ids):
                var problems: [JaegerJSON.Problem] = []
                for id in ids {
                    do {
                        if let trace = try store.trace(id, onDamage: { damages.append($0) }) {
                            answer.append(trace)
                        } else {
                            problems.append(.traceNotFound(id))
                        }
                    } catch let error as SpanStoreError where error.code == .damaged {
                        damages.append(error)
                    }
                }
                return answer.response(problems: problems + Self.problems(damages, context.logger))
            }
        }
    }

    /// `GET /api/traces/{id}`: one trace.
    @Sendable
    func trace(_ request: Request, context: QueryContext) async throws -> Response {
        let id = try TraceID(lenient: try context.parameters.require("id"))
        let form = TraceForm(request)
        return try await blocking { [store] in
            var damages: [SpanStoreError] = []
            guard let trace = try store.trace(id, onDamage: { damages.append($0) }) else {
                return Response(status: .notFound, bytes: JaegerJSON.failure([.traceNotFound(id)]))
            }
            var answer = form.answer()
            answer.append(trace)
            return answer.response(problems: Self.problems(damages, context.logger))
        }
    }

    /// What a client is told of damages, which the log names.
    private static func problems(_ damages: [SpanStoreError], _ logger: Logger) -> [JaegerJSON.Problem] {
        for damage in Set(damages.map(\.message)) {
            logger.error("stored spans are damaged", metadata: ["error": "\(damage)"])
        }
        return damages.isEmpty ? [] : [.damaged]
    }
}

extension JaegerJSON.Problem {
    fileprivate static func traceNotFound(_ id: TraceID) -> Self {
        JaegerJSON.Problem(code: 404, message: "trace not found", traceID: id.description)
    }

    /// Something of what was asked for is missing.
    static var damaged: Self {
        JaegerJSON.Problem(
            code: 500, message: "some stored spans are damaged and left out; “collector store verify” names them")
    }
}
