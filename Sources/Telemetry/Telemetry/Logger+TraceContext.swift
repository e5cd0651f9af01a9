public import Logging
import Tracing

extension Logger.MetadataProvider {
    /// Gives each log line inside of a span its `trace_id`, `span_id` and `trace_flags`.
    public static let traceContext = Logger.MetadataProvider {
        guard let spanContext = ServiceContext.current?.spanContext, spanContext.isValid else { return [:] }
        return [
            "trace_id": .stringConvertible(spanContext.traceID),
            "span_id": .stringConvertible(spanContext.spanID),
            "trace_flags": .stringConvertible(spanContext.traceFlags),
        ]
    }
}
