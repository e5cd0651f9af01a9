import OTLP
import Testing

@testable import SpanStore

extension DamagedStore {
    /// Asks everything, and expects that nothing it says is wrong.
    ///
    /// - Parameter round: some of the searches are asked only in every third round.
    /// - Parameter isBrief: whether a trace by its identifier and a search for everything are enough.
    func answers(_ place: Comment, round: Int? = nil, isBrief: Bool = false) async throws -> Outcome {
        var outcome = Outcome()
        // Beside a writer a log may well end anyhow, so that only a writer tells of an incomplete record.
        let store = try SpanStore(directory: path, mode: name.hasSuffix(".log") ? .readWrite : .readOnly)
        for id in spans.keys {
            try tolerating(&outcome, place) { outcome in
                let found = try store.trace(id)?.spans ?? []
                check(found, of: id, &outcome, place)
            }
        }
        try checkSearches(store, round: isBrief ? 0 : round, count: isBrief ? 1 : searches.count, &outcome, place)
        if !isBrief {
            try checkNames(store, &outcome, place)
            try checkArrivals(store, &outcome, place)
        }
        outcome.words += store.warnings
        await store.close()
        return outcome
    }

    private func checkSearches(
        _ store: SpanStore, round: Int?, count: Int, _ outcome: inout Outcome, _ place: Comment
    ) throws {
        for (number, (search, matches)) in searches.prefix(count).enumerated()
        where number == 0 || (round ?? number) % 3 == number % 3 {
            // A search serves what can be read.
            let found = try store.search(search)
            for trace in found {
                let isMatch = spans[trace.id]?.contains(where: matches) == true
                #expect(isMatch, "\(place): \(search)")
                check(trace.spans, of: trace.id, &outcome, place)
            }
            let missing = spans.filter { $0.value.contains(where: matches) }.keys.filter { id in
                !found.contains { $0.id == id }
            }
            #expect(missing.allSatisfy { !untouchedTraces.contains($0) }, "\(place): \(search)")
            if !missing.isEmpty { outcome.isIncomplete = true }
        }
    }

    private func checkNames(_ store: SpanStore, _ outcome: inout Outcome, _ place: Comment) throws {
        let services = Set(spans.values.flatMap { $0.map(\.service) })
        #expect(services.isSuperset(of: store.services()), place)
        if Set(store.services()) != services { outcome.isIncomplete = true }
        for service in services {
            let all = spans.values.flatMap(\.self).filter { $0.service == service }
            let operations = Set(all.map { Operation(name: $0.span.name, kind: $0.span.kind) })
            try tolerating(&outcome, place) { outcome in
                let found = try store.operations(of: service)
                #expect(operations.isSuperset(of: found), place)
                if Set(found) != operations { outcome.isIncomplete = true }
            }
        }
    }

    /// Spans of a trace must be as they were, and those of other files there.
    private func check(_ found: [TraceSpan], of id: TraceID, _ outcome: inout Outcome, _ place: Comment) {
        let all = spans[id] ?? []
        #expect(Set(all).isSuperset(of: found), place)
        #expect(Set(found).count == found.count, place)
        #expect(all.allSatisfy { !untouched.contains($0) || found.contains($0) }, place)
        if found.count < all.count { outcome.isIncomplete = true }
    }

    /// Everything that arrived, as an exporter gets it.
    private func checkArrivals(_ store: SpanStore, _ outcome: inout Outcome, _ place: Comment) throws {
        var cursor = ArrivalCursor.start
        var found: Set<TraceSpan> = []
        let all = Set(spans.values.flatMap(\.self))
        while store.hasArrivals(after: cursor) {
            let arrivals = try store.arrivals(after: cursor, maximumBytes: 2_000)
            for request in arrivals.requests { found.formUnion(try TraceSpan.all(in: request)) }
            try #require(arrivals.next != cursor, place)
            cursor = arrivals.next
        }
        #expect(all.isSuperset(of: found) && found.isSuperset(of: untouched), place)
        if found.count < all.count { outcome.isIncomplete = true }
    }

    /// A call may refuse its answer when it names the damage.
    private func tolerating(_ outcome: inout Outcome, _ place: Comment, _ body: (inout Outcome) throws -> Void) throws {
        do {
            try body(&outcome)
        } catch let error as SpanStoreError {
            outcome.isIncomplete = true
            outcome.words.append(error.description)
            #expect(error.code == .damaged && error.description.contains(name), "\(place): \(error)")
        }
    }

    /// Searches of every kind, with what a span must be like to match.
    private var searches: [(TraceSearch, (TraceSpan) -> Bool)] {
        func has(_ list: [KeyValue], _ key: String, _ value: String) -> Bool {
            list.contains { $0.key == key && $0.value.description == value }
        }
        func attribute(_ key: String, _ value: String, _ scope: SpanFilter.Attribute.Scope) -> TraceSearch {
            TraceSearch(filter: SpanFilter(attributes: [.init(key: key, value: value, scope: scope)]))
        }
        return [
            (TraceSearch(), { _ in true }),
            (
                TraceSearch(filter: SpanFilter(service: "service 1", operation: "operation 2")),
                { $0.service == "service 1" && $0.span.name == "operation 2" }
            ),
            (
                TraceSearch(filter: SpanFilter(kind: .server, status: .error)),
                { $0.span.kind == .server && $0.span.status.code == .error }
            ),
            (TraceSearch(filter: SpanFilter(minimumDurationNano: 10)), { $0.span.durationNano >= 10 }),
            (TraceSearch(startUnixNano: 1_002, endUnixNano: 1_004), { (1_002...1_004) ~= $0.span.startTimeUnixNano }),
            (attribute("value 4", "true", .span), { has($0.span.attributes, "value 4", "true") }),
            (
                attribute("value 7", "\(Int64.min)", .event),
                { $0.span.events.contains { has($0.attributes, "value 7", "\(Int64.min)") } }
            ),
            (
                attribute("value 12", "", .link),
                { $0.span.links.contains { has($0.attributes, "value 12", "") } }
            ),
            (attribute("value 3", "é 日本 😀", .resource), { has($0.resource.attributes, "value 3", "é 日本 😀") }),
            (attribute("value 6", "0", .instrumentation), { has($0.scope.attributes, "value 6", "0") }),
        ]
    }
}
