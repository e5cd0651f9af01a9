/// One value that a request has for a field outside of its body, on its way down to the field.
///
/// Generated code takes the names of the path one by one with ``next()`` and says which field they lead to.
package struct Parameter: Sendable {
    /// A longer path leads nowhere. It bounds the recursion into messages that contain themselves.
    private static let maximumDepth = 32

    /// The name as the client wrote it, for example `filter.state`.
    package let name: String
    /// The value.
    let text: String
    /// Whether a parameter of this name came before.
    let isRepeated: Bool
    private var rest: ArraySlice<Substring>

    package init(name: String, text: String, isRepeated: Bool = false) {
        self.name = name
        self.text = text
        self.isRepeated = isRepeated
        let parts = name.split(separator: ".", maxSplits: Self.maximumDepth, omittingEmptySubsequences: false)
        rest = parts.count <= Self.maximumDepth ? parts[...] : []
    }

    /// The next name of the path, or nothing when it has ended.
    package mutating func next() -> Substring {
        rest.popFirst() ?? ""
    }

    /// There is no field of this name that a parameter can set.
    package var unknown: ParameterError { .unknown(name) }

    /// Sets a field that holds one value.
    package func set<Value: ParameterValue>(_ field: inout Value) throws(ParameterError) {
        let value: Value = try value()
        guard !isRepeated else { throw ParameterError(name, "it can be given only once") }
        field = value
    }

    /// Adds to a field that holds several.
    package func append<Value: ParameterValue>(to field: inout [Value]) throws(ParameterError) {
        field.append(try value())
    }

    /// Goes on in the message that a field holds.
    package mutating func descend<Inner: ParameterBindable>(into field: inout Inner) throws(ParameterError) {
        try field.bind(&self)
    }

    private func value<Value: ParameterValue>() throws(ParameterError) -> Value {
        guard rest.isEmpty else { throw unknown }
        guard let value = Value.parse(text) else { throw ParameterError(name, Value.expectation) }
        return value
    }
}

/// A message whose fields can be set by parameters. Generated code makes messages conform.
package protocol ParameterBindable {
    /// Sets the field that the next name of the parameter leads to.
    mutating func bind(_ parameter: inout Parameter) throws(ParameterError)
}
