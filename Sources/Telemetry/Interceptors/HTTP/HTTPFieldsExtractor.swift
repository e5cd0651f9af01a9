import HTTPTypes
import Telemetry
import Tracing

/// Reads propagation headers of a request.
///
/// Headers that occur more than once are joined by a comma: what is a list stays one, and a repeated `traceparent` is malformed
/// and restarts the trace, as W3C Trace Context wants it.
struct HTTPFieldsExtractor: EnumeratingExtractor {
    func keys(in carrier: HTTPFields) -> [String] {
        carrier.map(\.name.canonicalName)
    }

    func extract(key: String, from carrier: HTTPFields) -> String? {
        guard let name = HTTPField.Name(key) else { return nil }
        return carrier[name]
    }
}
