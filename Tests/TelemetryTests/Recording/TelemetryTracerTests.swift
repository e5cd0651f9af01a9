import OTLP
import Telemetry
import Testing
import TraceTesting
import Tracing

@Suite struct TelemetryTracerTests {
    @Test func aChildContinuesItsParentsTrace() throws {
        let capture = SpanCapture()
        let remote = SpanContext.fixture(traceState: "a=1")
        capture.tracer.withSpan("parent", kind: .server, context: .active(remote)) { _ in
            capture.tracer.withSpan("child", kind: .client) { _ in }
        }

        let (parent, child) = (try #require(capture.span(named: "parent")), try #require(capture.span(named: "child")))
        #expect(parent.traceID == remote.traceID)
        #expect(parent.parentSpanID == remote.spanID)
        #expect(parent.traceState == "a=1")
        #expect(parent.flags == 0x301)
        #expect(child.traceID == remote.traceID)
        #expect(child.parentSpanID == parent.spanID)
        #expect(child.traceState == "a=1")
        #expect(child.flags == 0x101)
    }

    @Test func anInvalidParentIsNone() {
        let span = SpanCapture().tracer.startSpan("a", kind: .internal, context: .active(.invalid))
        #expect(span.spanContext.isValid)
        #expect(span.snapshot.parentSpanID == nil)
    }

    @Test func aSpanThatIsNotSampledStillHasIdentifiersThatFlow() {
        let capture = SpanCapture(sampler: ParentBasedSampler(root: AlwaysOnSampler()))
        let remote = SpanContext.fixture(flags: [], traceState: "a=1")
        let span = capture.tracer.startSpan("a", kind: .server, context: .active(remote))
        span.setAttribute("a", 1)
        let child = capture.tracer.startSpan("b", kind: .client, context: span.context)
        child.end()
        span.end()

        #expect(!span.isRecording)
        #expect(capture.spans.isEmpty)
        #expect(child.spanContext.traceID == remote.traceID)
        #expect(![remote.spanID, span.spanContext.spanID].contains(child.spanContext.spanID))
        #expect(
            Carrier(child.context, capture.tracer.carrierPropagator).headers == [
                "traceparent": "00-\(remote.traceID)-\(child.spanContext.spanID)-00", "tracestate": "a=1",
            ])
    }

    @Test func aDisabledTracerPassesTheCallersContextOn() {
        let tracer = TelemetryTracer.disabled
        var context = ServiceContext.active(.fixture(traceState: "a=1"))
        context.baggage["user"] = "ann"
        let headers = tracer.withSpan("a", kind: .server, context: context) { span in
            span.setAttribute("a", 1)
            #expect(!span.isRecording)
            return Carrier(ServiceContext.current ?? .topLevel, tracer.carrierPropagator).headers
        }

        #expect(headers == Carrier(context, CompositePropagator.standard).headers)
        #expect(!tracer.startSpan("root", kind: .internal).spanContext.isValid)
    }

    @Test func withoutAProcessorIdentifiersFlowAndNothingIsRecorded() {
        let tracer = TelemetryTracer(processor: nil)
        let span = tracer.startSpan("a", kind: .internal)

        #expect(span.spanContext.isValid && span.spanContext.isSampled)
        #expect(!span.isRecording)
    }

    @Test func theActiveSpanIsFoundUntilItEnds() {
        let tracer = SpanCapture().tracer
        let span = tracer.startSpan("a", kind: .internal)

        #expect(tracer.activeSpan(identifiedBy: span.context) === span)
        #expect(tracer.activeSpan(identifiedBy: .active(span.spanContext)) == nil)
        span.end()
        #expect(tracer.activeSpan(identifiedBy: span.context) == nil)
    }

    @Test func theTracingAPIRecordsThrownErrors() async throws {
        let capture = SpanCapture()
        let tracer: any Tracer = capture.tracer
        await #expect(throws: Failure.self) {
            try await tracer.withSpan("outer", ofKind: .server) { _ in
                try await capture.tracer.withSpan("inner", kind: .internal) { _ in
                    await Task.yield()
                    throw Failure()
                }
            }
        }

        #expect(capture.tree == "outer [server] error\n  inner [internal] error")
        #expect(capture.spans.allSatisfy { $0.events.map(\.name) == ["exception"] })
    }

    @Test func aThousandTasksMakeDisjointTrees() async {
        let capture = SpanCapture()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1000 {
                group.addTask {
                    await capture.tracer.withSpan("root", kind: .server) { _ in
                        await Task.yield()
                        async let first: Void = capture.tracer.withSpan("child", kind: .client) { _ in
                            await Task.yield()
                        }
                        async let second: Void = capture.tracer.withSpan("child", kind: .client) { _ in }
                        _ = await (first, second)
                    }
                }
            }
        }

        let traces = Dictionary(grouping: capture.spans, by: \.traceID)
        #expect(traces.count == 1000)
        for spans in traces.values {
            let root = spans.first { $0.parentSpanID == nil }
            #expect(spans.count == 3)
            #expect(spans.count { $0.parentSpanID == root?.spanID } == 2)
        }
    }
}

extension TelemetryTracer {
    /// The tracer as what the carrier fixture takes.
    var carrierPropagator: any TextMapPropagator { Adapter(tracer: self) }

    private struct Adapter: TextMapPropagator {
        let tracer: TelemetryTracer
        var fields: [String] { tracer.propagationFields }

        func inject<Carrier, Inject: Injector>(
            _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
        ) where Inject.Carrier == Carrier {
            tracer.inject(context, into: &carrier, using: injector)
        }

        func extract<Carrier, Extract: Extractor>(
            _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
        ) where Extract.Carrier == Carrier {
            tracer.extract(carrier, into: &context, using: extractor)
        }
    }
}
