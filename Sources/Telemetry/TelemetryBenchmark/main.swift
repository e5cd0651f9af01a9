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

func measure(_ name: String, count: Int = spans, _ body: (Int) async -> Void) async {
    await body(count / 10)
    var best = Double.infinity
    for _ in 0..<5 {
        let start = processorTime()
        await body(count)
        best = min(best, Double(processorTime() - start) / Double(count))
    }
    let nanoseconds = Int(best.rounded())
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

let logger = Logger(label: "benchmark")
let processor = BatchSpanProcessor(
    configuration: BatchConfiguration(queueSize: 1 << 16), exporter: DiscardingExporter(), logger: logger)
let tracer = TelemetryTracer(processor: processor)
let driver = Task { await processor.run { try? await Task.sleep(for: .seconds(86_400)) } }

print("start, six attributes, end into the ring:")
await measure("root span") { count in
    for _ in 0..<count {
        let span = tracer.startSpan("GET /entities/{id}", kind: .server, context: .topLevel)
        setSixAttributes(span)
        span.end()
    }
}
let parent = tracer.startSpan("parent", kind: .server, context: .topLevel)
let context = parent.context
await measure("child span, its context given") { count in
    for _ in 0..<count {
        let span = tracer.startSpan("GET /entities/{id}", kind: .client, context: context)
        setSixAttributes(span)
        span.end()
    }
}
await measure("child span by withSpan, through the task-local context") { count in
    ServiceContext.$current.withValue(context) {
        for _ in 0..<count {
            tracer.withSpan("GET /entities/{id}", kind: .client) { setSixAttributes($0) }
        }
    }
}
await measure("child span, by the tracing API's attributes") { count in
    for _ in 0..<count {
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
}
print("not recorded:")
let unsampled = TelemetryTracer(processor: processor, sampler: AlwaysOffSampler())
await measure("sampled out") { count in
    for _ in 0..<count {
        let span = unsampled.startSpan("GET /entities/{id}", kind: .client, context: context)
        setSixAttributes(span)
        span.end()
    }
}
await measure("disabled") { count in
    for _ in 0..<count {
        let span = TelemetryTracer.disabled.startSpan("GET /entities/{id}", kind: .client, context: context)
        setSixAttributes(span)
        span.end()
    }
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
await measure("encoded as OTLP, \(bytes.count / 512) bytes") { count in
    for _ in 0..<count / 512 { _ = encoder.encode(batch) }
}
let compressed = Gzip.compress(bytes)
await measure("compressed by gzip, \(compressed.count / 512) bytes") { count in
    for _ in 0..<count / 512 { _ = Gzip.compress(bytes) }
}
