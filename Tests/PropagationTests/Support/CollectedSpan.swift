import FoundationEssentials

/// A span as the collector's query API shows it.
struct CollectedSpan: Sendable, Identifiable {
    let id: String
    let parentID: String?
    let service: String
    let name: String
    let tags: [String: String]

    var kind: String { tags["span.kind"] ?? "internal" }

    /// Which hop this is: `gateway server GET /entities/{id}`; every statement is `auth client SQL`.
    var hop: String { "\(service) \(kind) \(tags["db.system.name"] == nil ? name : "SQL")" }

    var isError: Bool { tags["error"] == "true" }
    var errorType: String? { tags["error.type"] }
}

/// All spans of one trace that the collector has.
struct CollectedTrace: Sendable {
    let id: String
    let spans: [CollectedSpan]

    var roots: [CollectedSpan] {
        spans.filter { span in !spans.contains { $0.id == span.parentID } }
    }

    func children(of span: CollectedSpan) -> [CollectedSpan] {
        spans.filter { $0.parentID == span.id }
    }

    func spans(at hop: String) -> [CollectedSpan] {
        spans.filter { $0.hop == hop }
    }

    /// The hops from the root down to `span`.
    func path(to span: CollectedSpan) -> [String] {
        var path = [span.hop]
        var current = span
        while let parent = spans.first(where: { $0.id == current.parentID }), path.count <= spans.count {
            path.insert(parent.hop, at: 0)
            current = parent
        }
        return path
    }

    /// Each leaf's path, in the order of the text: the shape of the tree.
    var paths: [[String]] {
        spans.filter { children(of: $0).isEmpty }.map { path(to: $0) }
            .sorted { $0.joined(separator: "\n") < $1.joined(separator: "\n") }
    }
}

extension CollectedTrace {
    /// Reads the answer of `/api/traces/{id}`.
    static func decode(_ json: [UInt8]) throws -> CollectedTrace? {
        let answer = try json.withUnsafeBufferPointer { try JSONDecoder().decode(Answer.self, from: Data(buffer: $0)) }
        guard let trace = answer.data?.first else { return nil }
        return CollectedTrace(
            id: trace.traceID,
            spans: trace.spans.map { span in
                CollectedSpan(
                    id: span.spanID, parentID: span.references.first { $0.refType == "CHILD_OF" }?.spanID,
                    service: trace.processes[span.processID]?.serviceName ?? "", name: span.operationName,
                    tags: Dictionary(span.tags.map { ($0.key, $0.value.text) }) { first, _ in first })
            })
    }

    private struct Answer: Decodable {
        var data: [Trace]?
    }

    private struct Trace: Decodable {
        var traceID: String
        var spans: [Span]
        var processes: [String: Process]
    }

    private struct Span: Decodable {
        var spanID: String
        var operationName: String
        var references: [Reference]
        var tags: [Tag]
        var processID: String
    }

    private struct Reference: Decodable {
        var refType: String
        var spanID: String
    }

    private struct Process: Decodable {
        var serviceName: String
    }

    private struct Tag: Decodable {
        var key: String
        var value: Value
    }

    private struct Value: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let flag = try? container.decode(Bool.self) {
                self.text = String(flag)
            } else if let integer = try? container.decode(Int64.self) {
                self.text = String(integer)
            } else {
                self.text = String(try container.decode(Double.self))
            }
        }
    }
}
