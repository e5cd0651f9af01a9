/// The members of a JSON object by key, with the conversions of proto3's JSON mapping and OTLP's departures from it:
/// identifiers are hexadecimal, enumerations are numbers. Unknown members are ignored, null means absent.
struct JSONObject {
    private let members: [JSONValue.Member]
    /// Where the object stands, such as `resourceSpans[0].resource`, for errors.
    private let path: String

    init(_ value: JSONValue, path: String) throws(OTLPError) {
        guard case .object(let members) = value else { throw JSONObject.unexpected(path, "an object") }
        self.members = members
        self.path = path
    }

    /// The value of a member; nil when it is absent or null. Of several with the same key the last one counts.
    func value(_ key: String) -> JSONValue? {
        guard let value = members.last(where: { $0.key == key })?.value, value != .null else { return nil }
        return value
    }

    func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func object(_ key: String) throws(OTLPError) -> JSONObject? {
        guard let value = value(key) else { return nil }
        return try JSONObject(value, path: path(key))
    }

    /// The elements of an array, each converted.
    func list<Element>(
        _ key: String, _ convert: (JSONObject) throws(OTLPError) -> Element
    ) throws(OTLPError) -> [Element] {
        guard let value = value(key) else { return [] }
        guard case .array(let values) = value else { throw Self.unexpected(path(key), "an array") }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            elements.append(try convert(JSONObject(value, path: "\(path(key))[\(index)]")))
        }
        return elements
    }

    func string(_ key: String) throws(OTLPError) -> String {
        guard let value = value(key) else { return "" }
        guard case .string(let text) = value else { throw Self.unexpected(path(key), "a string") }
        return text
    }

    /// A number, or a string with one, as 64-bit integers are written.
    func integer<Number: FixedWidthInteger>(_ key: String, _ type: Number.Type = Number.self) throws(OTLPError)
        -> Number
    {
        guard let value = value(key) else { return 0 }
        guard let number = Self.integer(value, type) else { throw Self.unexpected(path(key), "an integer") }
        return number
    }

    func traceID(_ key: String) throws(OTLPError) -> TraceID {
        let text = try string(key)
        guard !text.isEmpty else { return TraceID(high: 0, low: 0) }
        guard let id = TraceID(hex: text) else { throw Self.unexpected(path(key), "32 hexadecimal digits") }
        return id
    }

    func spanID(_ key: String) throws(OTLPError) -> SpanID {
        let text = try string(key)
        guard !text.isEmpty else { return SpanID(value: 0) }
        guard let id = SpanID(hex: text) else { throw Self.unexpected(path(key), "16 hexadecimal digits") }
        return id
    }

    static func integer<Number: FixedWidthInteger>(_ value: JSONValue, _ type: Number.Type) -> Number? {
        switch value {
        case .number(let text), .string(let text):
            if let number = Number(text) { return number }
            // proto3's JSON takes 1e3 and 5.0 for integers too.
            return Double(text).flatMap { Number(exactly: $0) }
        default: return nil
        }
    }

    static func unexpected(_ path: String, _ what: String) -> OTLPError {
        OTLPError(code: .malformed, message: "\(path.isEmpty ? "the body" : path) must be \(what)")
    }
}
