import HeapModule
import OTLP

/// Export requests in the order in which the processes would send them: a span is queued when it ends, and a process
/// exports when its queue is full. So a trace's spans come in several requests, among those of others.
public struct RequestStream {
    /// A request with what is in it.
    public struct Request: Sendable {
        /// An ExportTraceServiceRequest in protobuf.
        public var body: [UInt8]
        /// How many spans it has.
        public var spans: Int
    }

    private struct Ended: Comparable {
        var end: UInt64
        var serial: Int
        var span: WorkloadSpan

        static func < (lhs: Ended, rhs: Ended) -> Bool { (lhs.end, lhs.serial) < (rhs.end, rhs.serial) }
        static func == (lhs: Ended, rhs: Ended) -> Bool { lhs.serial == rhs.serial }
    }

    /// The number of the trace that comes next.
    public private(set) var nextTrace: Int
    /// How many spans the traces so far have.
    public private(set) var spans = 0
    /// How many attributes these spans have.
    public private(set) var attributes = 0
    private let workload: Workload
    private let firstTrace: Int
    private let spanLimit: Int
    private let batch: Int
    private let resources: [Resource]
    private var open = Heap<Ended>()
    private var queues: [[WorkloadSpan]]
    private let arena = Arena(maximumBytes: .max)

    /// A stream of the traces from `firstTrace` on, up to the one with which there are `spans` spans.
    ///
    /// - Parameter batch: how many spans a process sends at once.
    public init(_ workload: Workload, firstTrace: Int, spans: Int, batch: Int = 200) {
        self.workload = workload
        self.firstTrace = firstTrace
        self.batch = batch
        nextTrace = firstTrace
        spanLimit = spans
        resources = (0..<RideProcess.count).map { RideProcess.resource(of: $0, seed: workload.seed) }
        queues = Array(repeating: [], count: RideProcess.count)
    }

    /// The next request; nil after the last. `onTrace` is told of each trace that is begun for it.
    public mutating func next(onTrace: (WorkloadTrace) -> Void = { _ in }) -> Request? {
        while spans < spanLimit {
            let start = workload.start(of: nextTrace)
            if let request = endSpans(before: start) { return request }
            let trace = workload.trace(nextTrace)
            for span in trace.spans { begin(span) }
            nextTrace += 1
            onTrace(trace)
        }
        if let request = endSpans(before: .max) { return request }
        guard let process = queues.firstIndex(where: { !$0.isEmpty }) else { return nil }
        return export(process)
    }

    private mutating func begin(_ span: WorkloadSpan) {
        open.insert(Ended(end: span.span.endTimeUnixNano, serial: spans, span: span))
        spans += 1
        attributes += span.span.attributes.count
    }

    private mutating func endSpans(before time: UInt64) -> Request? {
        while let first = open.min, first.end <= time {
            open.removeMin()
            queues[first.span.process].append(first.span)
            if queues[first.span.process].count == batch { return export(first.span.process) }
        }
        return nil
    }

    private mutating func export(_ process: Int) -> Request {
        let spans = queues[process]
        queues[process].removeAll(keepingCapacity: true)
        let byLibrary = Library.allCases.compactMap { library -> ScopeSpans? in
            let recorded = spans.filter { $0.library == library }.map(\.span)
            guard !recorded.isEmpty else { return nil }
            return ScopeSpans(
                scope: Library.scopes[library.rawValue], spans: recorded,
                schemaURL: "https://opentelemetry.io/schemas/1.39.0")
        }
        let request = ExportTraceServiceRequest(resourceSpans: [
            ResourceSpans(resource: resources[process], scopeSpans: byLibrary)
        ])
        return Request(body: request.protobuf(in: arena), spans: spans.count)
    }
}
