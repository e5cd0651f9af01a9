import OTLP

/// Plays one trace: a clock that runs while operations work and call each other.
struct TraceBuilder {
    private let traceID: TraceID
    private(set) var spans: [WorkloadSpan] = []
    var random: WorkloadRandom
    /// The present in nanoseconds since 1970.
    var now: UInt64
    let rider: String
    let city: String
    let product: String
    /// The span in which the next one begins.
    private var current: Int?
    /// How many more operations go well; nil when all do.
    private var successes: Int?
    /// Whether something went wrong, so that whoever waits for it gives up.
    private(set) var hasFailed = false

    static func build(number: Int, id: TraceID, startUnixNano: UInt64, seed: UInt64, riders: Int) -> WorkloadTrace {
        let random = WorkloadRandom(seed: seed, stream: UInt64(number))
        var builder = TraceBuilder(id: id, startUnixNano: startUnixNano, random: random, riders: riders)
        builder.play()
        return WorkloadTrace(number: number, id: id, spans: builder.spans, rider: builder.rider)
    }

    private init(id: TraceID, startUnixNano: UInt64, random: WorkloadRandom, riders: Int) {
        traceID = id
        self.random = random
        now = startUnixNano
        // Some riders take many rides, most of them few.
        let position = self.random.fraction()
        rider = "rider-\(10_000_000 + Int(position * position * Double(riders)))"
        city = self.random.pick(Self.cities)
        product = self.random.once(in: 40) ? "wheelchair" : self.random.pick(Self.products)
        if self.random.once(in: 12) { successes = self.random.below(12) }
    }

    private static let cities = [
        "athens", "cape-town", "hanoi", "lima", "lisbon", "montreal", "nairobi", "osaka", "porto",
    ]
    private static let products = ["pool", "solo", "comfort", "van"]

    /// The service whose code runs now.
    var service: RideService { current.map { spans[$0].service } ?? .edge }

    /// Records a span around `body`. Nothing happens once something has failed, as nobody asks for more then.
    ///
    /// - Parameters:
    ///   - service: whose process it happens in; nil for the one that runs.
    ///   - typical: about how long it takes by itself, in nanoseconds.
    ///   - isDetached: whether it goes on by itself, so that its failure is nobody else's.
    mutating func record(
        _ name: String, kind: SpanKind, library: Library, in service: RideService? = nil, typical: UInt64,
        isDetached: Bool = false, attributes: [KeyValue], links: [Span.Link] = [],
        _ body: (inout TraceBuilder) -> Void = { _ in }
    ) {
        guard !hasFailed else { return }
        let parent = current
        let index = open(name, kind, library, in: service, attributes: attributes, links: links)
        let work = random.duration(around: typical)
        now += work / 3
        current = index
        if takesFailure(isLeaf: kind != .server) { fail(index) } else { body(&self) }
        current = parent
        now += work - work / 3
        close(index)
        if isDetached { hasFailed = false }
    }

    /// Adds an attribute to the span that runs.
    mutating func add(_ key: String, _ value: AnyValue) {
        guard let current else { return }
        spans[current].span.attributes.append(KeyValue(key: key, value: value))
    }

    /// Adds an event to the span that runs.
    mutating func addEvent(_ name: String, _ attributes: [KeyValue]) {
        guard let current else { return }
        spans[current].span.events.append(Span.Event(timeUnixNano: now, name: name, attributes: attributes))
    }

    /// A link to the span that runs.
    var linkToCurrent: [Span.Link] {
        guard let current else { return [] }
        return [
            Span.Link(
                traceID: traceID, spanID: spans[current].span.spanID,
                attributes: [KeyValue(key: "messaging.batch.position", value: .int(Int64(spans.count % 8)))])
        ]
    }

    private mutating func open(
        _ name: String, _ kind: SpanKind, _ library: Library, in service: RideService?, attributes: [KeyValue],
        links: [Span.Link]
    ) -> Int {
        let parent = current
        let process: Int
        if let parent, service == nil || service == spans[parent].service {
            process = spans[parent].process
        } else {
            process = (service ?? .edge).rawValue * RideService.replicas + random.below(RideService.replicas)
        }
        let span = Span(
            traceID: traceID, spanID: SpanID(value: random.next() | 1),
            parentSpanID: parent.map { spans[$0].span.spanID },
            name: name, kind: kind, startTimeUnixNano: now, attributes: attributes, links: links,
            // Sampled; and whether the parent is remote, which is known.
            flags: kind == .server || kind == .consumer ? 0x301 : 0x101)
        spans.append(WorkloadSpan(process: process, span: span, library: library))
        return spans.count - 1
    }

    private mutating func close(_ index: Int) {
        spans[index].span.endTimeUnixNano = now
        guard hasFailed, spans[index].span.status.code == .unset else { return }
        spans[index].span.status = Status(code: .error)
    }

    private mutating func takesFailure(isLeaf: Bool) -> Bool {
        guard isLeaf, let left = successes else { return false }
        successes = left == 0 ? nil : left - 1
        return left == 0
    }

    private mutating func fail(_ index: Int) {
        hasFailed = true
        let (type, message) = random.pick(Self.failures)
        now += random.duration(around: 40_000_000)
        spans[index].span.status = Status(code: .error, message: message)
        spans[index].span.attributes.append(KeyValue(key: "error.type", value: .string(type)))
        spans[index].span.events.append(
            Span.Event(
                timeUnixNano: now, name: "exception",
                attributes: [
                    KeyValue(key: "exception.type", value: .string(type)),
                    KeyValue(key: "exception.message", value: .string(message)),
                    KeyValue(key: "exception.stacktrace", value: .string(stackTrace(type, message, of: index))),
                ]))
    }

    private func stackTrace(_ type: String, _ message: String, of index: Int) -> String {
        let sources = spans[index].service.runtime.sources
        var trace = "\(type): \(message)"
        for (line, function) in ["acquire", "execute", "handle", "dispatch", "serve"].enumerated() {
            trace += "\n    at \(function) (\(sources)/\(function):\(40 + line * 31))"
        }
        return trace
    }

    private static let failures = [
        ("ConnectionTimeout", "no connection within 250 ms"), ("Unavailable", "the upstream closed the stream"),
        ("PoolExhausted", "all 32 connections are in use"), ("SerializationFailure", "could not serialize access"),
    ]
}
