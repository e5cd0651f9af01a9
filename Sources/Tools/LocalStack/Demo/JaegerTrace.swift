/// What the demo reads of a trace in Jaeger's JSON.
struct JaegerTrace: Decodable, Sendable {
    struct Response: Decodable, Sendable {
        let data: [JaegerTrace]?
    }

    struct Span: Decodable, Sendable {
        let spanID: String
        let references: [Reference]
        let processID: String
        let tags: [Tag]
    }

    struct Reference: Decodable, Sendable {
        let refType: String
        let spanID: String
    }

    struct Tag: Decodable, Sendable {
        let key: String
    }

    struct Process: Decodable, Sendable {
        let serviceName: String
    }

    let spans: [Span]
    let processes: [String: Process]

    /// What a whole trace of a request for an entity still lacks: a service, its work in the database, or a span's parent.
    var missing: [String] {
        var missing: [String] = []
        for service in ["gateway", "auth", "dummy"] {
            let own = spans.filter { processes[$0.processID]?.serviceName == service }
            if own.isEmpty {
                missing.append("the spans of \(service)")
            } else if service != "gateway", !own.contains(where: { $0.tags.contains { $0.key == "db.system.name" } }) {
                missing.append("the queries of \(service)")
            }
        }
        let known = Set(spans.map(\.spanID))
        let parents = spans.flatMap(\.references).filter { $0.refType == "CHILD_OF" }.map(\.spanID)
        if !known.isSuperset(of: parents) { missing.append("the parent of a span") }
        return missing
    }
}
