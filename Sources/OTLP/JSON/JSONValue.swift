/// A JSON value as it was read. Numbers stay text, so that 64-bit integers lose nothing.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A key with its value.
    struct Member: Equatable {
        var key: String
        var value: JSONValue
    }
}
