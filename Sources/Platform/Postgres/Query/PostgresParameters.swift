/// The values of a statement, encoded one after the other in a single buffer.
struct PostgresParameters: Sendable, Hashable {
    /// One value: its place in `bytes`, or -1 bytes for NULL.
    struct Parameter: Sendable, Hashable {
        var offset: Int
        var length: Int32
    }

    private(set) var bytes: [UInt8] = []
    private(set) var values: [Parameter] = []
    private(set) var types: [PostgresType] = []

    /// Why the first value that can't be sent can't be.
    private(set) var failure: String?

    var count: Int { values.count }

    mutating func reserveCapacity(_ count: Int) {
        values.reserveCapacity(count)
        types.reserveCapacity(count)
        bytes.reserveCapacity(24 * count)
    }

    mutating func append<Value: PostgresEncodable>(_ value: Value) {
        let offset = bytes.count
        types.append(Value.postgresType)
        guard !value.isPostgresNull else { return values.append(Parameter(offset: offset, length: -1)) }
        do {
            try value.encode(into: &bytes)
        } catch {
            failure = failure ?? "parameter $\(types.count): \(error)"
        }
        values.append(Parameter(offset: offset, length: Int32(clamping: bytes.count - offset)))
        // libpq takes the length of a parameter in text format from the byte that ends it.
        if Value.postgresType == .inferred { bytes.append(0) }
    }
}
