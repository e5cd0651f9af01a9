import OTLP

extension HeadSnapshot {
    /// The services of the sources, by the entry of each.
    func services() -> [UInt32: String] {
        var services: [UInt32: String] = [:]
        for index in 0..<sourceCount {
            let number = head.dictionary.sources[index]
            if let source = try? SpanSource(head.dictionary.entries[Int(number)].bytes) {
                services[number] = source.service
            }
        }
        return services
    }

    /// What a service calls its spans.
    func operations(of service: String) -> Set<Operation> {
        let sources = Set(services().filter { $0.value == service }.keys)
        guard !sources.isEmpty else { return [] }
        struct Key: Hashable {
            var name: UInt32
            var kind: Int32
        }
        var keys: Set<Key> = []
        var last: Key?
        for number in 0..<rowCount {
            let row = head.rows[number]
            let key = Key(name: row.name, kind: row.kind)
            guard key != last, sources.contains(row.source) else { continue }
            keys.insert(key)
            last = key
        }
        return Set(
            keys.map { key in
                Operation(
                    name: String(decoding: head.dictionary.entries[Int(key.name)].bytes, as: UTF8.self),
                    kind: SpanKind(rawValue: key.kind))
            })
    }
}
