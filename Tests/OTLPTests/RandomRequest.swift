import OTLP
import TestSupport

extension ExportTraceServiceRequest {
    /// A request of random shape that a well-behaved client could send.
    static func random(using generator: inout SeededGenerator) -> ExportTraceServiceRequest {
        ExportTraceServiceRequest(
            resourceSpans: list(3, &generator) { generator in
                ResourceSpans(
                    resource: Resource(attributes: attributes(&generator), droppedAttributesCount: small(&generator)),
                    scopeSpans: list(3, &generator) { generator in
                        ScopeSpans(
                            scope: InstrumentationScope(name: text(&generator), version: text(&generator)),
                            spans: list(4, &generator) { span(&$0) }, schemaURL: text(&generator))
                    }, schemaURL: text(&generator))
            })
    }

    private static func span(_ generator: inout SeededGenerator) -> OTLP.Span {
        OTLP.Span(
            traceID: .random(using: &generator), spanID: .random(using: &generator), traceState: text(&generator),
            parentSpanID: Bool.random(using: &generator) ? .random(using: &generator) : nil, name: text(&generator),
            kind: SpanKind(rawValue: .random(in: -1...6, using: &generator)), startTimeUnixNano: generator.next(),
            endTimeUnixNano: generator.next(), attributes: attributes(&generator),
            droppedAttributesCount: small(&generator),
            events: list(2, &generator) { generator in
                OTLP.Span.Event(
                    timeUnixNano: generator.next(), name: text(&generator), attributes: attributes(&generator))
            },
            links: list(2, &generator) { generator in
                OTLP.Span.Link(
                    traceID: .random(using: &generator), spanID: .random(using: &generator),
                    attributes: attributes(&generator), flags: small(&generator))
            },
            status: Status(code: .init(rawValue: .random(in: 0...3, using: &generator)), message: text(&generator)),
            flags: small(&generator))
    }

    private static func attributes(_ generator: inout SeededGenerator) -> [KeyValue] {
        list(4, &generator) { KeyValue(key: text(&$0), value: value(&$0, depth: 0)) }
    }

    private static func value(_ generator: inout SeededGenerator, depth: Int) -> AnyValue {
        switch UInt64.random(in: 0..<(depth < 4 ? 8 : 6), using: &generator) {
        case 0: .empty
        case 1: .string(text(&generator))
        case 2: .bool(.random(using: &generator))
        case 3: .int(Int64(bitPattern: generator.next()))
        case 4: .double(Double(small(&generator)) / 7)
        case 5: .bytes(list(9, &generator) { UInt8(truncatingIfNeeded: $0.next()) })
        case 6: .array(list(3, &generator) { value(&$0, depth: depth + 1) })
        default:
            .keyValueList(
                list(3, &generator) { KeyValue(key: text(&$0), value: value(&$0, depth: depth + 1)) })
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        let words = ["", "GET", "http.route", "é", "日本", "😀", "a\0b", "service.name", "a longer text of ASCII only"]
        return words.randomElement(using: &generator)! + words.randomElement(using: &generator)!
    }

    private static func small(_ generator: inout SeededGenerator) -> UInt32 {
        .random(in: 0...300, using: &generator)
    }

    private static func list<Element>(
        _ maximum: Int, _ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> Element
    ) -> [Element] {
        (0..<Int.random(in: 0...maximum, using: &generator)).map { _ in make(&generator) }
    }
}

extension [UInt8] {
    /// These bytes with a few accidents.
    func mutated(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 6 where Int.random(in: 0..<4, using: &generator) == 0: bytes.removeLast(bytes.count - index)
            case 7: bytes = bytes.withFieldMoved(using: &generator)
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = UInt8(truncatingIfNeeded: generator.next())
            case 2: bytes.insert(UInt8(truncatingIfNeeded: generator.next()), at: index)
            case 3: bytes.remove(at: index)
            case 4: bytes[index] = [0x00, 0x7F, 0x80, 0xFF, 0x0A, 0x12].randomElement(using: &generator)!
            default:
                let end = Swift.min(bytes.count, index + Int.random(in: 1...20, using: &generator))
                bytes.insert(contentsOf: bytes[index..<end], at: index)
            }
        }
        return bytes
    }

    /// This message with a field there twice, missing, elsewhere or of another type, at any depth; everything around it
    /// stays whole.
    private func withFieldMoved(using generator: inout SeededGenerator) -> [UInt8] {
        guard var fields = topLevelFields, !fields.isEmpty else { return self }
        let index = Int.random(in: fields.indices, using: &generator)
        let field = fields[index]
        if let header = field.header, Bool.random(using: &generator) || fields.count == 1, field.bytes.count > header {
            let inner = Array(field.bytes[header...]).withFieldMoved(using: &generator)
            fields[index].bytes = [field.bytes[0]] + Self.varint(inner.count) + inner
        } else {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: fields.insert(field, at: Int.random(in: 0...fields.count, using: &generator))
            case 1: fields.remove(at: index)
            case 2: fields.swapAt(index, Int.random(in: fields.indices, using: &generator))
            default: fields[index].bytes[0] ^= UInt8.random(in: 1...7, using: &generator)
            }
        }
        return fields.flatMap(\.bytes)
    }

    /// The fields of a message with tags of one byte; `header` is where the content of a message or text begins.
    private var topLevelFields: [(bytes: [UInt8], header: Int?)]? {
        var fields: [(bytes: [UInt8], header: Int?)] = []
        var position = 0
        while position < count {
            let start = position
            let type = self[position] & 7
            guard self[position] < 0x80 else { return nil }
            position += 1
            var value = 0
            if type == 0 || type == 2 {
                var shift = 0
                repeat {
                    guard position < count, shift < 35 else { return nil }
                    value |= Int(self[position] & 0x7F) << shift
                    shift += 7
                    position += 1
                } while self[position - 1] >= 0x80
            }
            let header = position
            switch type {
            case 0: break
            case 1: position += 8
            case 2: position += value
            case 5: position += 4
            default: return nil
            }
            guard position <= count else { return nil }
            fields.append((Array(self[start..<position]), type == 2 ? header - start : nil))
        }
        return fields
    }

    private static func varint(_ number: Int) -> [UInt8] {
        var rest = number
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
