import Logging
import OTLP
import Synchronization
import Telemetry
import Tracing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

// Prints what a span costs: nanoseconds per span, the best of five runs. `make bench` runs it in release.
let spans = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200_000

/// Takes batches and keeps none, so that only the recording is measured.
struct DiscardingExporter: SpanExporter {
    func export(_ spans: [TelemetryTracer.Span]) async -> ExportResult { .success }
    func shutdown() async {}
}

/// The processor time of this process in nanoseconds.
func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func measure(_ name: String, count: Int = spans, _ body: (Int) -> Void) {
    body(count / 10)
    var best = Double.infinity
    for _ in 0..<5 {
        let start = processorTime()
        body(count)
        best = min(best, Double(processorTime() - start) / Double(count))
    }
    printRow(nanoseconds: Int(best.rounded()), name)
}

/// Measures `body`, which makes one span, in bursts that fit into the ring: who ends a span does not pay for taking it out.
@MainActor func measureSpans(_ name: String, _ body: () -> Void) async {
    let burst = 256
    var best = UInt64.max
    for _ in 0..<5 {
        var total: UInt64 = 0
        for _ in 0..<spans / burst {
            let start = processorTime()
            for _ in 0..<burst { body() }
            total += processorTime() - start
            await processor.forceFlush()
        }
        best = min(best, total / UInt64(spans / burst * burst))
    }
    printRow(nanoseconds: Int(best), name)
}

func printRow(nanoseconds: Int, _ name: String) {
    print(String(repeating: " ", count: max(0, 8 - "\(nanoseconds)".count)) + "\(nanoseconds) ns  \(name)")
}

func setSixAttributes(_ span: TelemetryTracer.Span) {
    span.setAttribute("http.request.method", "GET")
    span.setAttribute("http.route", "/entities/{id}")
    span.setAttribute("url.path", "/entities/0af7651916cd43dd")
    span.setAttribute("http.response.status_code", 200)
    span.setAttribute("server.port", 3000)
    span.setAttribute("network.protocol.version", "1.1")
}

var sixAttributes: [KeyValue] {
    [
        KeyValue(key: "http.request.method", value: "GET"),
        KeyValue(key: "http.route", value: "/entities/{id}"),
        KeyValue(key: "url.path", value: "/entities/0af7651916cd43dd"),
        KeyValue(key: "http.response.status_code", value: 200),
        KeyValue(key: "server.port", value: 3000),
        KeyValue(key: "network.protocol.version", value: "1.1"),
    ]
}

let logger = Logger(label: "benchmark")
let processor = BatchSpanProcessor(
    configuration: BatchConfiguration(queueSize: 1 << 16), exporter: DiscardingExporter(), logger: logger)
let tracer = TelemetryTracer(processor: processor)
let driver = Task { await processor.run { try? await Task.sleep(for: .seconds(86_400)) } }

print("start, six attributes, end into the ring:")
await measureSpans("root span") {
    let span = tracer.startSpan("GET /entities/{id}", kind: .server, context: .topLevel)
    setSixAttributes(span)
    span.end()
}
let parent = tracer.startSpan("parent", kind: .server, context: .topLevel)
let context = parent.context
await measureSpans("child span, its context given") {
    let span = tracer.startSpan("GET /entities/{id}", kind: .client, context: context)
    setSixAttributes(span)
    span.end()
}
await measureSpans("child span, its attributes given at the start") {
    tracer.startSpan("GET /entities/{id}", kind: .client, context: context, attributes: sixAttributes).end()
}
await measureSpans("child span by withSpan, through the task-local context") {
    ServiceContext.$current.withValue(context) {
        tracer.withSpan("GET /entities/{id}", kind: .client) { setSixAttributes($0) }
    }
}
await measureSpans("child span, by the tracing API's attributes") {
    let span = tracer.startSpan("GET /entities/{id}", context: context, ofKind: .client)
    span.updateAttributes { attributes in
        attributes["http.request.method"] = "GET"
        attributes["http.route"] = "/entities/{id}"
        attributes["url.path"] = "/entities/0af7651916cd43dd"
        attributes["http.response.status_code"] = 200
        attributes["server.port"] = 3000
        attributes["network.protocol.version"] = "1.1"
    }
    span.end()
}
print("not recorded:")
let unsampled = TelemetryTracer(processor: processor, sampler: AlwaysOffSampler())
await measureSpans("sampled out") {
    let span = unsampled.startSpan("GET /entities/{id}", kind: .client, context: context)
    setSixAttributes(span)
    span.end()
}
await measureSpans("disabled") {
    let span = TelemetryTracer.disabled.startSpan("GET /entities/{id}", kind: .client, context: context)
    setSixAttributes(span)
    span.end()
}
driver.cancel()
await driver.value

print("exporting, a span in a batch of 512:")
let batch = (0..<512).map { _ in
    let span = tracer.startSpan("GET /entities/{id}", kind: .client, context: context)
    setSixAttributes(span)
    span.end()
    return span
}
let encoder = SpanEncoder(
    resource: Resource(attributes: [KeyValue(key: "service.name", value: "benchmark")]),
    scope: InstrumentationScope(name: "benchmark"))
let bytes = encoder.encode(batch)
measure("encoded as OTLP, \(bytes.count / 512) bytes") { count in
    for _ in 0..<count / 512 { _ = encoder.encode(batch) }
}
let compressed = Gzip.compress(bytes)
measure("compressed by gzip, \(compressed.count / 512) bytes") { count in
    for _ in 0..<count / 512 { _ = Gzip.compress(bytes) }
}
