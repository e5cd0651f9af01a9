import Hummingbird
import SpanStore
import TraceQuery

extension QueryAPI {
    /// `GET /api/services`: the names of all services.
    @Sendable
    func services(_ request: Request, context: QueryContext) async throws -> Response {
        try await blocking { [store] in Response(bytes: JaegerJSON.names(store.services())) }
    }
}
