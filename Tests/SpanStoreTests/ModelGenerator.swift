import OTLP
import SpanStore
import TestSupport

/// Random spans and searches from pools so small that they often meet.
struct ModelGenerator {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    static let keys = ["n", "text", "any", "", "twice", "service.name"]
    private static let texts = ["", "GET", "GET /a", "get", "200", "-3", "true", "é", "0.5", "AQI=", "[1]"]
    private static let values: [AnyValue] =
        texts.map { .string($0) } + [
            .empty, .bool(true), .bool(false), .int(-3), .int(0), .int(200), .int(.max), .double(0.5), .double(-3),
            .double(.infinity), .double(1e300), .bytes([]), .bytes([1, 2]), .array([]), .array([.int(1)]),
            .array([.string("a"), .double(2)]), .keyValueList([KeyValue(key: "k", value: .string("v"))]),
        ]
    private static let patterns = [
        "", ".*", "GET.*", "[Gg][Ee][Tt]", "-?[0-9]+", "(true|false)", "a|b|", "G(E|F)T( /a)?", "[^0-9]*", "2{1}0{2,3}",
    ]

    mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }

    mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

    mutating func chance(_ one: Int) -> Bool { number(1...one) == 1 }

    mutating func attributes(upTo count: Int) -> [KeyValue] {
        (0..<number(0...count)).map { _ in
            KeyValue(key: pick(Self.keys.dropLast()), value: pick(Self.values))
        }
    }

    /// A span that came about in a round: mostly of this round's traces, at times of a much older one.
    mutating func span(round: Int) -> TraceSpan {
        let trace = UInt64(chance(5) ? number(0...max(round * 5, 1)) : round * 5 + number(0...12))
        let start = UInt64(max(0, round * 1_000 + number(-3_000...3_000)))
        let duration = number(0...50)
        var span = OTLP.Span(
            traceID: traceID(trace), spanID: SpanID(value: UInt64(number(1...12))),
            parentSpanID: chance(3) ? nil : SpanID(value: UInt64(number(1...12))), name: pick(["a", "b", "c d", ""]),
            kind: SpanKind(rawValue: Int32(number(0...5))), startTimeUnixNano: chance(40) ? .max : start,
            endTimeUnixNano: chance(20) ? start / 2 : start + UInt64(duration), attributes: attributes(upTo: 4),
            status: Status(code: .init(rawValue: Int32(number(0...2)))))
        if chance(3) {
            span.events = [
                OTLP.Span.Event(timeUnixNano: start, name: "event", attributes: attributes(upTo: 2)),
                OTLP.Span.Event(timeUnixNano: start, name: "other", attributes: attributes(upTo: 1)),
            ]
        }
        if chance(4) {
            span.links = [
                OTLP.Span.Link(traceID: traceID(1), spanID: SpanID(value: 1), attributes: attributes(upTo: 2))
            ]
        }
        let service = pick(["shop", "cart", "", "auth"])
        return TraceSpan(
            span: span,
            resource: Resource(
                attributes: (chance(6) ? [] : [KeyValue(key: "service.name", value: .string(service))])
                    + attributes(upTo: 1)),
            scope: InstrumentationScope(name: pick(["x", "y"]), attributes: chance(3) ? attributes(upTo: 1) : []))
    }

    mutating func attributeCondition() -> SpanFilter.Attribute {
        let comparison = pick(SpanFilter.Attribute.Comparison.allCases)
        let value: String
        switch comparison {
        case .matches: value = pick(Self.patterns)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            value = pick(["0", "-3", "200", "0.25", "1e10", "GET", "", "z", "9223372036854775807"])
        default: value = pick(Self.values).description
        }
        return .init(
            key: pick(Self.keys), value: value, comparison: comparison,
            scope: pick(SpanFilter.Attribute.Scope.allCases))
    }

    mutating func search(rounds: Int) -> TraceSearch {
        func maybe<Value>(_ chance: Int, _ value: Value) -> Value? { number(1...chance) == 1 ? value : nil }
        let start = UInt64(number(0...rounds * 1_000))
        let filter = SpanFilter(
            service: maybe(5, pick(["shop", "cart", "auth", SpanStore.unknownService, "none"])),
            operation: maybe(5, pick(["a", "b", "c d", "", "none"])),
            kind: maybe(5, SpanKind(rawValue: Int32(number(0...5)))),
            status: maybe(5, Status.Code(rawValue: Int32(number(0...2)))),
            minimumDurationNano: maybe(6, UInt64(number(0...50))),
            maximumDurationNano: maybe(6, UInt64(number(0...50))),
            attributes: (0..<pick([0, 1, 1, 1, 2])).map { _ in attributeCondition() })
        return TraceSearch(
            filter: filter, startUnixNano: maybe(3, start), endUnixNano: maybe(3, start + UInt64(number(0...4_000))),
            limit: pick([1, 3, 10, 1_000]))
    }
}
