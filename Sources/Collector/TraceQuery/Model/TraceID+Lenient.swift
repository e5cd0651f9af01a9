public import OTLP

extension TraceID {
    /// Reads an id as Jaeger's API does: 1 to 32 hexadecimal digits, leading zeros may be left out.
    ///
    /// - Throws: ``QueryError`` with the code `invalidParameter` for anything else, and for zero.
    public init(lenient text: String) throws(QueryError) {
        guard (1...32).contains(text.utf8.count),
            let id = TraceID(hex: String(repeating: "0", count: 32 - text.utf8.count) + text.lowercased()), id.isValid
        else {
            throw QueryError(
                .invalidParameter,
                "“\(text.truncated(to: 64))” is not a trace id: it takes 1 to 32 hexadecimal digits, not all zero")
        }
        self = id
    }
}
