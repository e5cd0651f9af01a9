import HTTPTypes
import ServiceKit

/// A value of the path, the query or the head of a request that can't be accepted.
package struct ParameterError: Error, Sendable, Hashable {
    /// What a client is told. It names the parameter and never repeats a value.
    package let detail: String

    package init(_ name: String, _ reason: String) {
        detail = "Parameter '\(FieldName.shortened(name))': \(reason)."
    }

    private init(detail: String) {
        self.detail = detail
    }

    static func unknown(_ name: String) -> ParameterError {
        ParameterError(detail: "Unknown parameter '\(FieldName.shortened(name))'.")
    }

    /// A query or path whose escapes can't be decoded.
    static func malformed(_ part: StaticString) -> ParameterError {
        ParameterError(detail: "The \(part) is not valid.")
    }

    var problem: Problem {
        Problem(.badRequest, code: "INVALID_ARGUMENT", detail: detail)
    }
}

/// Names that a client has given, on their way back to it.
enum FieldName {
    static func shortened(_ name: String) -> String {
        name.count <= 64 ? name : name.prefix(64) + "…"
    }
}
