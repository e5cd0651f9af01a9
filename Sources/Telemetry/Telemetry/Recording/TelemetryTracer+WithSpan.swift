public import Tracing

extension TelemetryTracer {
    /// Runs an operation in a span, which ends with it. An error that it throws is recorded.
    public func withSpan<Result>(
        _ name: String, kind: SpanKind, context: ServiceContext? = nil, _ operation: (Span) throws -> Result
    ) rethrows -> Result {
        let span = startSpan(name, kind: kind, context: context)
        defer { span.end() }
        do {
            return try ServiceContext.$current.withValue(span.context) { try operation(span) }
        } catch {
            span.fail(error)
            throw error
        }
    }

    /// Runs an operation in a span, which ends with it. An error that it throws is recorded.
    public func withSpan<Result>(
        _ name: String, kind: SpanKind, context: ServiceContext? = nil,
        isolation: isolated (any Actor)? = #isolation, _ operation: (Span) async throws -> Result
    ) async rethrows -> Result {
        let span = startSpan(name, kind: kind, context: context)
        defer { span.end() }
        do {
            return try await ServiceContext.$current.withValue(span.context) { try await operation(span) }
        } catch {
            span.fail(error)
            throw error
        }
    }
}

extension TelemetryTracer.Span {
    /// Records an error as an `exception` event and as the span's status.
    public func fail(_ error: any Error) {
        recordError(error)
        setStatus(SpanStatus(code: .error))
    }
}
