public import OTLP
public import SpanStore

/// What a caller of `/api/traces` asks for: certain traces, or those that match a search.
public enum TraceQueryParameters: Hashable, Sendable {
    /// Traces by id, in the order asked for.
    case byID([TraceID])
    /// A search.
    case search(TraceSearch)

    /// The header of an answer in protobuf from which something is missing that is damaged.
    public static let incompleteHeader = "Cairn-Incomplete"
    /// How far back a search without `start` and `lookback` goes: 1 hour, in nanoseconds.
    public static let defaultLookbackNano: UInt64 = 3_600_000_000_000
    /// How many traces a search without `limit` returns at most.
    public static let defaultLimit = 100
    /// A greater `limit` is taken for this one.
    public static let largestLimit = 10_000

    /// Reads the parameters of Jaeger's API: `service`, `operation`, `tags` (a JSON object), `tag` (`key:value`,
    /// repeated), `minDuration`, `maxDuration` (Go durations), `start`, `end` (µs since 1970), `lookback` (a duration),
    /// `limit`, `traceID` (repeated); and one of our own, `where` (conditions, repeated; see ``ConditionParser``).
    /// Unknown parameters are ignored, and empty ones count as absent.
    ///
    /// - Parameters:
    ///   - parameters: names and values, decoded.
    ///   - nowUnixNano: the present in nanoseconds since 1970, where a search without `end` ends.
    /// - Throws: ``QueryError`` with the code `invalidParameter`, naming the parameter.
    public init(_ parameters: [(name: String, value: String)], nowUnixNano: UInt64) throws(QueryError) {
        let present = parameters.filter { !$0.value.isEmpty }
        var ids: [TraceID] = []
        for text in present.all("traceID") {
            let id = try TraceID(lenient: text)
            if !ids.contains(id) { ids.append(id) }
        }
        if !ids.isEmpty {
            self = .byID(ids)
            return
        }
        let end = try present.microseconds("end") ?? nowUnixNano
        var start = try present.microseconds("start")
        if start == nil {
            let lookback = try present.lookback() ?? Self.defaultLookbackNano
            start = end - min(end, lookback)
        }
        if let start, start > end { throw QueryError(.invalidParameter, "parameter 'start' is later than 'end'") }
        self = .search(
            TraceSearch(
                filter: try present.filter(), startUnixNano: start, endUnixNano: end, limit: try present.limit()))
    }

    /// What the parameters ask of a span, apart from its time.
    ///
    /// - Throws: ``QueryError`` with the code `invalidParameter`, naming the parameter.
    public static func filter(_ parameters: [(name: String, value: String)]) throws(QueryError) -> SpanFilter {
        try parameters.filter { !$0.value.isEmpty }.filter()
    }

    /// A value for the parameter `tags`.
    public static func tags(_ tags: [(key: String, value: String)]) -> String {
        var json = JSONWriter()
        json.object { json in
            for (key, value) in tags { json.member(key, value) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension [(name: String, value: String)] {
    fileprivate func all(_ name: String) -> [String] { filter { $0.name == name }.map(\.value) }

    fileprivate func first(_ name: String) -> String? { first { $0.name == name }?.value }

    fileprivate func microseconds(_ name: String) throws(QueryError) -> UInt64? {
        guard let text = first(name) else { return nil }
        guard let value = UInt64(text), value <= UInt64.max / 1000 else {
            throw QueryError(
                .invalidParameter, "parameter '\(name)' takes microseconds since 1970, not “\(text.truncated(to: 64))”")
        }
        return value * 1000
    }

    fileprivate func duration(_ name: String) throws(QueryError) -> UInt64? {
        guard let text = first(name) else { return nil }
        guard let value = GoDuration.nanoseconds(text) else {
            throw QueryError(
                .invalidParameter,
                "parameter '\(name)' takes a duration such as 1.5ms or 2s, not “\(text.truncated(to: 64))”")
        }
        return value
    }

    /// Jaeger's user interface sends `lookback=custom` beside `start` and `end`.
    fileprivate func lookback() throws(QueryError) -> UInt64? {
        first("lookback") == "custom" ? nil : try duration("lookback")
    }

    fileprivate func limit() throws(QueryError) -> Int {
        guard let text = first("limit") else { return TraceQueryParameters.defaultLimit }
        guard let limit = Int(text), limit > 0 else {
            throw QueryError(
                .invalidParameter, "parameter 'limit' takes a number above 0, not “\(text.truncated(to: 64))”")
        }
        return Swift.min(limit, TraceQueryParameters.largestLimit)
    }

    fileprivate func filter() throws(QueryError) -> SpanFilter {
        var filter = SpanFilter(
            service: first("service"), operation: first("operation"),
            minimumDurationNano: try duration("minDuration"), maximumDurationNano: try duration("maxDuration"))
        if let minimum = filter.minimumDurationNano, let maximum = filter.maximumDurationNano, maximum < minimum {
            throw QueryError(.invalidParameter, "parameter 'maxDuration' is less than 'minDuration'")
        }
        for (key, value) in try tags() { filter.require(tag: key, value: value) }
        for text in all("where") { try filter.require(conditions: text) }
        return filter
    }

    private func tags() throws(QueryError) -> [(key: String, value: String)] {
        var tags: [(key: String, value: String)] = []
        for text in all("tags") {
            guard let map = JSONStringMap.parse(text) else {
                throw QueryError(
                    .invalidParameter, #"parameter 'tags' takes a JSON object such as {"http.route":"/users"}"#)
            }
            tags += map
        }
        for text in all("tag") {
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
                throw QueryError(
                    .invalidParameter, "parameter 'tag' takes key:value, not “\(text.truncated(to: 64))”")
            }
            tags.append((String(text[..<colon]), String(text[text.index(after: colon)...])))
        }
        return tags
    }
}
