import OTLP
public import SpanStore

/// Answers in the JSON that Jaeger's HTTP API (v1) speaks, so that its user interface, Grafana and other clients
/// read this store: `{"data":…,"total":…,"limit":…,"offset":…,"errors":…}`.
public enum JaegerJSON {
    /// An entry of `errors`.
    public struct Problem: Hashable, Sendable {
        /// The HTTP status that the problem alone would have.
        public var code: Int
        /// What went wrong.
        public var message: String
        /// The trace it is about.
        public var traceID: String?

        /// A problem.
        public init(code: Int, message: String, traceID: String? = nil) {
            self.code = code
            self.message = message
            self.traceID = traceID
        }
    }

    /// Traces, whole, with what was not found.
    ///
    /// - Parameters:
    ///   - traces: in the order in which they appear.
    ///   - limit: the limit that the search had; 0 for a fetch by id.
    ///   - problems: what could not be answered.
    public static func traces(_ traces: TraceList, limit: Int = 0, problems: [Problem] = []) -> [UInt8] {
        envelope(
            capacity: 256 + traces.json.bytes.count, total: traces.count, limit: limit, problems: problems
        ) { json in
            json.array(traces.json)
        }
    }

    /// Names of services or operations.
    public static func names(_ names: [String]) -> [UInt8] {
        envelope(capacity: 64 + names.count * 32, total: names.count) { json in
            json.array(names) { $0.string($1) }
        }
    }

    /// Operations with their kinds.
    public static func operations(_ operations: [Operation]) -> [UInt8] {
        envelope(capacity: 64 + operations.count * 64, total: operations.count) { json in
            json.array(operations) { json, operation in
                json.object { json in
                    json.member("name", operation.name)
                    json.member("spanKind", operation.kind.jaegerName ?? "")
                }
            }
        }
    }

    /// No data, for the reasons given.
    public static func failure(_ problems: [Problem]) -> [UInt8] {
        envelope(capacity: 256, total: 0, problems: problems) { $0.null() }
    }

    private static func envelope(
        capacity: Int, total: Int, limit: Int = 0, problems: [Problem] = [], data: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var json = JSONWriter(capacity: capacity)
        json.object { json in
            json.key("data")
            data(&json)
            for (name, value) in [("total", total), ("limit", limit), ("offset", 0)] {
                json.key(name)
                json.number(value)
            }
            json.key("errors")
            write(problems, to: &json)
        }
        return json.bytes
    }

    private static func write(_ problems: [Problem], to json: inout JSONWriter) {
        guard !problems.isEmpty else { return json.null() }
        json.array(problems) { json, problem in
            json.object { json in
                json.key("code")
                json.number(problem.code)
                json.member("msg", problem.message)
                if let traceID = problem.traceID { json.member("traceID", traceID) }
            }
        }
    }
}
