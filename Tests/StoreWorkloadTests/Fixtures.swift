import OTLP

@testable import StoreWorkload

/// The end of the window of `smallWorkload`, in nanoseconds since 1970.
let windowEnd: UInt64 = 1_800_000_000_000_000_000
let hour: UInt64 = 3_600_000_000_000

func smallWorkload(seed: UInt64 = 7, spans: Int = 20_000) -> Workload {
    Workload(seed: seed, spans: spans, endUnixNano: windowEnd, windowNano: hour)
}

/// Everything that the processes send, with the traces in the order in which they begin.
func everything(of workload: Workload, spans: Int = 20_000) -> (
    requests: [RequestStream.Request], traces: [WorkloadTrace]
) {
    var stream = RequestStream(workload, firstTrace: 0, spans: spans)
    var requests: [RequestStream.Request] = []
    var traces: [WorkloadTrace] = []
    while let request = stream.next(onTrace: { traces.append($0) }) { requests.append(request) }
    return (requests, traces)
}

/// Jaeger's JSON, as far as it is read.
func answer(_ traces: [(id: TraceID, spans: [SpanID])]) -> [UInt8] {
    let data = traces.map { trace in
        let spans = trace.spans.map { #"{"traceID":"\#(trace.id)","spanID":"\#($0)"}"# }
        return #"{"traceID":"\#(trace.id)","spans":[\#(spans.joined(separator: ","))]}"#
    }
    return Array(#"{"data":[\#(data.joined(separator: ","))],"errors":null}"#.utf8)
}

extension WorkloadTrace {
    /// The trace as an answer has it.
    var answered: (id: TraceID, spans: [SpanID]) { (id, spans.map(\.span.spanID)) }
}
