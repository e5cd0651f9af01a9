import PathTemplates

/// The parameters of a query, decoded and in their order.
struct QueryParameters: Sendable {
    /// A query with more of them is refused.
    private static let limit = 256

    private let pairs: [(name: String, value: String)]

    /// Reads `name=value&name=value`.
    /// - Throws: An error for a query that can't be decoded, or with too many parameters.
    init(_ query: String?) throws(ParameterError) {
        var pairs: [(name: String, value: String)] = []
        for pair in (query ?? "").split(separator: "&") {
            guard pairs.count < Self.limit else { throw .malformed("number of parameters in the query") }
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decodeQuery(parts[0]) else { throw .malformed("query") }
            guard let value = PercentEncoding.decodeQuery(parts.count == 2 ? parts[1] : "") else {
                throw ParameterError(name, "its escapes are malformed")
            }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// Sets the fields that the parameters name.
    ///
    /// - Parameter bound: The fields, in both spellings, that the path, the body or the head gives.
    func bind<Bound: ParameterBindable>(
        to message: inout Bound, except bound: [String: FieldPlace]
    ) throws(ParameterError) {
        guard !pairs.isEmpty else { return }
        var seen: Set<String> = []
        for (name, value) in pairs {
            if let place = Self.place(of: name, in: bound) {
                throw ParameterError(name, "it is given by the \(place.rawValue); leave it out of the query")
            }
            var parameter = Parameter(name: name, text: value, isRepeated: !seen.insert(name).inserted)
            try message.bind(&parameter)
        }
    }

    /// Refuses any parameter.
    func refuseAll() throws(ParameterError) {
        if let first = pairs.first { throw .unknown(first.name) }
    }

    private static func place(of name: String, in bound: [String: FieldPlace]) -> FieldPlace? {
        if let place = bound[name] { return place }
        return bound.first { name.hasPrefix($0.key + ".") }?.value
    }
}

/// What gives a field its value, other than the query.
package enum FieldPlace: String, Sendable {
    /// A variable of the path.
    case path
    /// The body.
    case body
    /// A field of the head.
    case header
}
