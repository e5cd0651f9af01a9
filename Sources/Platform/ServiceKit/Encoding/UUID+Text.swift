public import FoundationEssentials

/// Ids in messages are UUIDs in text form.
extension UUID {
    /// The lower-case text form, which is the one that RFC 9562 asks for.
    public var text: String { uuidString.lowercased() }

    /// Reads an id from a request, whatever its case; `field` is its name there, for the error.
    public init(_ text: String, field: String) throws(InvalidArgument) {
        guard let id = UUID(uuidString: text) else { throw InvalidArgument(field: field, "must be a UUID") }
        self = id
    }
}
