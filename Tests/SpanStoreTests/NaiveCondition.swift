import OTLP
import SpanStore

/// What a search asks of a span, decided by what the documentation of `SpanFilter` and `TraceSearch` says and nothing
/// of the store's.
struct NaiveCondition {
    private let search: TraceSearch
    private var expressions: [String: Regex<AnyRegexOutput>] = [:]

    init(_ search: TraceSearch) {
        self.search = search
        for attribute in search.filter.attributes where attribute.comparison == .matches {
            // The standard library's own expressions are the second implementation.
            expressions[attribute.value] = try! Regex(attribute.value).matchingSemantics(.unicodeScalar)
        }
    }

    func holds(for span: TraceSpan) -> Bool {
        let filter = search.filter
        if let service = filter.service, service != span.service { return false }
        if let operation = filter.operation, operation != span.span.name { return false }
        if let kind = filter.kind, kind != span.span.kind { return false }
        if let status = filter.status, status != span.span.status.code { return false }
        let isBackward = span.span.endTimeUnixNano < span.span.startTimeUnixNano
        let duration = isBackward ? 0 : span.span.endTimeUnixNano - span.span.startTimeUnixNano
        if let shortest = filter.minimumDurationNano, duration < shortest { return false }
        if let longest = filter.maximumDurationNano, duration > longest { return false }
        if let from = search.startUnixNano, span.span.startTimeUnixNano < from { return false }
        if let to = search.endUnixNano, span.span.startTimeUnixNano > to { return false }
        return filter.attributes.allSatisfy { attribute in
            places(attribute.scope, of: span).contains { $0.key == attribute.key && compares($0.value, attribute) }
        }
    }

    private func places(_ scope: SpanFilter.Attribute.Scope, of span: TraceSpan) -> [KeyValue] {
        switch scope {
        case .spanOrResource: span.span.attributes + span.resource.attributes
        case .span: span.span.attributes
        case .resource: span.resource.attributes
        case .event: span.span.events.flatMap(\.attributes)
        case .link: span.span.links.flatMap(\.attributes)
        case .instrumentation: span.scope.attributes
        }
    }

    private func compares(_ value: AnyValue, _ attribute: SpanFilter.Attribute) -> Bool {
        switch attribute.comparison {
        case .exists: true
        case .equal: value.description == attribute.value
        case .notEqual: value.description != attribute.value
        case .matches: value.description.wholeMatch(of: expressions[attribute.value]!) != nil
        case .less: order(value, attribute.value, { $0 < $1 }, { $0 < $1 })
        case .lessOrEqual: order(value, attribute.value, { $0 <= $1 }, { $0 <= $1 })
        case .greater: order(value, attribute.value, { $0 > $1 }, { $0 > $1 })
        case .greaterOrEqual: order(value, attribute.value, { $0 >= $1 }, { $0 >= $1 })
        }
    }

    private func order(
        _ value: AnyValue, _ asked: String, _ numbers: (Double, Double) -> Bool, _ texts: (String, String) -> Bool
    ) -> Bool {
        switch (value, Double(asked)) {
        case (.int(let number), let limit?): numbers(Double(number), limit)
        case (.double(let number), let limit?): numbers(number, limit)
        case (.string(let text), nil): texts(text, asked)
        default: false
        }
    }
}
