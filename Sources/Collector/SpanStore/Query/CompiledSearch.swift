import OTLP

/// A filter's attribute, ready to be looked for.
struct AttributeCondition {
    let key: [UInt8]
    let scope: SpanFilter.Attribute.Scope
    let finder: AttributeFinder

    var matcher: ValueMatcher { finder.matcher }

    init(_ attribute: SpanFilter.Attribute) throws(SpanStoreError) {
        key = Array(attribute.key.utf8)
        scope = attribute.scope
        finder = AttributeFinder(key: key, matcher: try ValueMatcher(attribute))
    }

    /// Whether the span's own attributes are asked.
    var asksSpan: Bool { scope == .span || scope == .spanOrResource }

    /// Whether the source answers, alone or as well.
    var asksSource: Bool { scope == .resource || scope == .spanOrResource || scope == .instrumentation }

    /// Whether events or links are asked.
    var asksOtherFields: Bool { scope == .event || scope == .link }

    func matches(_ source: SpanSource) -> Bool {
        switch scope {
        case .resource, .spanOrResource: finder.isIn(field: 1, of: source.resource)
        case .instrumentation: finder.isIn(field: 3, of: source.scope)
        case .span, .event, .link: false
        }
    }

    func matches(otherFields: UnsafeRawBufferPointer) -> Bool {
        switch scope {
        case .event: finder.isIn(field: 3, ofMessages: 11, in: otherFields)
        case .link: finder.isIn(field: 4, ofMessages: 13, in: otherFields)
        case .span, .resource, .spanOrResource, .instrumentation: false
        }
    }

    /// Whether a decoded span has the attribute.
    func matches(_ span: TraceSpan) -> Bool {
        let lists: [[KeyValue]] =
            switch scope {
            case .spanOrResource: [span.span.attributes, span.resource.attributes]
            case .span: [span.span.attributes]
            case .resource: [span.resource.attributes]
            case .event: span.span.events.map(\.attributes)
            case .link: span.span.links.map(\.attributes)
            case .instrumentation: [span.scope.attributes]
            }
        return lists.contains { $0.contains { Array($0.key.utf8) == key && matcher.matches($0.value) } }
    }
}

/// A search, ready to be run.
struct CompiledSearch {
    let search: TraceSearch
    let conditions: [AttributeCondition]
    let starts: ClosedRange<UInt64>
    let durations: ClosedRange<UInt64>

    /// Nil when nothing can match.
    init?(_ search: TraceSearch) throws(SpanStoreError) {
        self.search = search
        var conditions: [AttributeCondition] = []
        for attribute in search.filter.attributes { conditions.append(try AttributeCondition(attribute)) }
        self.conditions = conditions
        let from = search.startUnixNano ?? 0
        let to = search.endUnixNano ?? .max
        let shortest = search.filter.minimumDurationNano ?? 0
        let longest = search.filter.maximumDurationNano ?? .max
        guard search.limit > 0, from <= to, shortest <= longest else { return nil }
        starts = from...to
        durations = shortest...longest
    }

    var filter: SpanFilter { search.filter }

    /// Whether a decoded span matches.
    func matches(_ span: TraceSpan) -> Bool {
        (filter.service.map { $0 == span.service } ?? true)
            && (filter.operation.map { $0 == span.span.name } ?? true)
            && (filter.kind.map { $0 == span.span.kind } ?? true)
            && (filter.status.map { $0 == span.span.status.code } ?? true)
            && durations.contains(span.span.durationNano) && starts.contains(span.span.startTimeUnixNano)
            && conditions.allSatisfy { $0.matches(span) }
    }
}
