import Hummingbird

extension QueryAPI {
    /// `GET /metrics`: the collector's own figures, in Prometheus' text format.
    @Sendable
    func prometheus(_ request: Request, context: QueryContext) async throws -> Response {
        let text = PrometheusText.encode(metrics())
        return Response(contentType: "text/plain; version=0.0.4; charset=utf-8", bytes: Array(text.utf8))
    }
}
