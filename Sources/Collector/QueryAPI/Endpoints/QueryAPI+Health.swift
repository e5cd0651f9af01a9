import Hummingbird

extension QueryAPI {
    /// `GET /healthz`: whether the process lives.
    @Sendable
    func healthz(_ request: Request, context: QueryContext) async throws -> Response {
        Response(bytes: Array(#"{"status":"ok"}"#.utf8))
    }

    /// `GET /readyz`: whether the collector takes spans and answers queries.
    @Sendable
    func readyz(_ request: Request, context: QueryContext) async throws -> Response {
        guard isReady() else {
            return Response(status: .serviceUnavailable, bytes: Array(#"{"status":"not ready"}"#.utf8))
        }
        return Response(bytes: Array(#"{"status":"ready"}"#.utf8))
    }
}
