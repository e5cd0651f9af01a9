import Hummingbird
import PathTemplates
import ServiceKit

/// The parameters of the two addresses of a sign-in by a provider. They are bounded as the whole target is.
struct SignInQuery {
    private var values: [String: String] = [:]

    /// Reads a query; those parameters that are not `known` are left out.
    /// - Throws: ``Problem`` 400 for a parameter that can't be decoded or comes twice (RFC 6749, section 3.1).
    init(_ request: Request, known: Set<String>) throws(Problem) {
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decodeQuery(parts[0]), known.contains(name) else { continue }
            guard let value = PercentEncoding.decodeQuery(parts.count == 2 ? parts[1] : "") else {
                throw Self.invalid(name, "its escapes are malformed")
            }
            guard values.updateValue(value, forKey: name) == nil else { throw Self.invalid(name, "give it once") }
        }
    }

    /// A parameter's value; empty when it is not there.
    subscript(name: String) -> String { values[name] ?? "" }

    /// Reads `true` or `false`; false when the parameter is not there.
    func flag(_ name: String) throws(Problem) -> Bool {
        switch self[name] {
        case "", "false": false
        case "true": true
        default: throw Self.invalid(name, "it must be true or false")
        }
    }

    /// What is said of a parameter never quotes its value: it may be a secret.
    private static func invalid(_ name: String, _ reason: String) -> Problem {
        Problem(.badRequest, code: "INVALID_ARGUMENT", detail: "Parameter '\(name)': \(reason).")
    }
}
