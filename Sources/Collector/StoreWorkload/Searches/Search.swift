public import OTLP

/// What is searched for, and which traces have it.
public struct Search: Sendable {
    /// What kind of search it is.
    public var name: String
    /// The service that made the span.
    public var service: RideService
    /// The span's name.
    public var operation: String?
    /// Whether the span's status is an error.
    public var isError = false
    /// An attribute of the span.
    public var attribute: KeyValue?
    /// The shortest duration in nanoseconds.
    public var minimumDurationNano: UInt64?

    /// The searches of the benchmark: one of each kind, and several for values that only a few traces have.
    public static func all(in workload: Workload, traces: Int) -> [Search] {
        let status = KeyValue(key: "http.response.status_code", value: 503)
        var searches = [
            Search(name: "service + operation", service: .edge, operation: "POST /v2/rides/{ride_id}/end"),
            Search(name: "status error", service: .dispatch, isError: true),
            Search(name: "attribute = value", service: .edge, attribute: status),
            Search(name: "slowest 1%", service: .edge, minimumDurationNano: workload.slowNano),
        ]
        for rider in rareRiders(in: workload, traces: traces) {
            searches.append(Search(name: "rare value", service: .edge, attribute: rider))
        }
        let none = KeyValue(key: "rider.id", value: "rider-none")
        return searches + [Search(name: "value not there", service: .edge, attribute: none)]
    }

    /// Riders of traces all over the workload, of those who ride seldom.
    private static func rareRiders(in workload: Workload, traces: Int) -> [KeyValue] {
        (0..<12).compactMap { part in
            let first = traces / 12 * part
            let trace = (first..<first + 200).lazy.map(workload.trace)
                .first { $0.spans[0].service == .edge && $0.rider > "rider-\(10_000_000 + workload.riders * 4 / 5)" }
            return trace.map { KeyValue(key: "rider.id", value: .string($0.rider)) }
        }
    }

    /// When the newest span of the trace that matches begins, in nanoseconds since 1970; nil when none does.
    public func newestMatch(in trace: WorkloadTrace) -> UInt64? {
        trace.spans.lazy.filter(matches).map(\.span.startTimeUnixNano).max()
    }

    private func matches(_ candidate: WorkloadSpan) -> Bool {
        let span = candidate.span
        return candidate.process / RideService.replicas == service.rawValue
            && (operation == nil || operation == span.name)
            && (!isError || span.status.code == .error)
            && span.durationNano >= minimumDurationNano ?? 0
            && (attribute == nil || span.attributes.contains { $0 == attribute })
    }
}
