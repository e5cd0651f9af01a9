import OTLP

extension Span {
    /// The text of an attribute.
    func text(_ key: String) -> String? {
        guard case .string(let value) = attributes.first(where: { $0.key == key })?.value else { return nil }
        return value
    }

    /// The number of an attribute.
    func number(_ key: String) -> Int64? {
        guard case .int(let value) = attributes.first(where: { $0.key == key })?.value else { return nil }
        return value
    }

    var isError: Bool { status.code == .error }
}
