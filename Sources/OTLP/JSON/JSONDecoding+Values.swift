extension JSONDecoding {
    /// Reads an AnyValue object: one of its members, `stringValue` and so on, tells the type.
    func value(_ object: JSONObject, _ depth: Int) throws(OTLPError) -> AnyValue {
        if object.value("stringValue") != nil { return .string(try object.string("stringValue")) }
        if let value = object.value("boolValue") {
            guard case .bool(let bool) = value else {
                throw JSONObject.unexpected(object.path("boolValue"), "true or false")
            }
            return .bool(bool)
        }
        if object.value("intValue") != nil { return .int(try object.integer("intValue")) }
        if let value = object.value("doubleValue") {
            guard let number = double(value) else {
                throw JSONObject.unexpected(object.path("doubleValue"), "a number")
            }
            return .double(number)
        }
        if object.value("bytesValue") != nil {
            guard let bytes = Base64.decode(try object.string("bytesValue")) else {
                throw JSONObject.unexpected(object.path("bytesValue"), "Base64")
            }
            return .bytes(bytes)
        }
        if let list = try object.object("arrayValue") {
            try check(depth + 1, list)
            return .array(try list.list("values") { (object) throws(OTLPError) in try value(object, depth + 1) })
        }
        if let list = try object.object("kvlistValue") {
            try check(depth + 1, list)
            return .keyValueList(try attributes(list, "values", depth: depth + 1))
        }
        return .empty
    }

    private func check(_ depth: Int, _ object: JSONObject) throws(OTLPError) {
        guard depth > limits.maximumNestingDepth else { return }
        throw OTLPError(
            code: .limitExceeded, message: "an attribute nests deeper than \(limits.maximumNestingDepth)")
    }

    private func double(_ value: JSONValue) -> Double? {
        switch value {
        case .string("NaN"): return .nan
        case .string("Infinity"): return .infinity
        case .string("-Infinity"): return -.infinity
        case .number(let text), .string(let text):
            // Double(_:) also reads hexadecimal and "inf", which JSON does not know.
            guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
            return Double(text)
        default: return nil
        }
    }
}
