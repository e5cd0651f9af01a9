/// Which statements a connection has prepared on the server, bounded: the least recently used one makes room.
struct StatementCache {
    /// The same text with parameters of other types is another statement.
    struct Key: Hashable {
        var text: String
        var types: [PostgresType]
    }

    private struct Entry {
        var name: String
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    var count: Int { entries.count }

    /// The statement's name on the server; nil when it has to be prepared.
    mutating func name(for key: Key) -> String? {
        guard let index = entries.index(forKey: key) else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    /// Forgets the least recently used statement if there is no room for another one.
    /// - Returns: its name, to be deallocated on the server.
    mutating func makeRoom() -> String? {
        guard entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return nil
        }
        entries[oldest.key] = nil
        return oldest.value.name
    }

    /// A name that no statement of the connection has had.
    mutating func nextName() -> String {
        names += 1
        return "cairn_\(names)"
    }

    /// Remembers a statement that the server has prepared.
    mutating func insert(_ key: Key, name: String) {
        uses += 1
        entries[key] = Entry(name: name, lastUse: uses)
    }

    mutating func remove(_ key: Key) {
        entries[key] = nil
    }
}
