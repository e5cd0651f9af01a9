import OTLP
import Telemetry
import Testing
import TraceTesting
import Tracing

@Suite struct SpanTests {
    @Test func aSpanHoldsWhatItWasGiven() throws {
        let capture = SpanCapture(clock: SteppingClock())
        let span = capture.tracer.startSpan("GET", kind: .server)
        span.operationName = "GET /entities/{id}"
        span.setAttribute("text", "a")
        span.setAttribute("integer", 1)
        span.setAttribute("double", 0.5)
        span.setAttribute("bool", true)
        span.setAttribute("texts", ["a", "b"])
        span.setAttribute("any", AnyValue.bytes([1]))
        span.setAttribute("integer", 2)
        span.addEvent("read", [KeyValue(key: "bytes", value: 3)])
        span.setStatus(SpanStatus(code: .error, message: "no"))
        span.end()

        let ended = try #require(capture.spans.first)
        #expect(ended.name == "GET /entities/{id}")
        #expect(ended.kind == .server)
        #expect(ended.parentSpanID == nil)
        #expect(
            ended.attributes == [
                KeyValue(key: "text", value: "a"), KeyValue(key: "integer", value: 2),
                KeyValue(key: "double", value: 0.5), KeyValue(key: "bool", value: true),
                KeyValue(key: "texts", value: .array(["a", "b"])), KeyValue(key: "any", value: .bytes([1])),
            ])
        #expect(ended.events.map(\.name) == ["read"])
        #expect(ended.events.first?.attributes == [KeyValue(key: "bytes", value: 3)])
        #expect(ended.status == Status(code: .error, message: "no"))
        #expect(ended.flags == 0x101)
        #expect(ended.startTimeUnixNano < ended.endTimeUnixNano)
    }

    @Test func afterTheEndNothingChanges() throws {
        let capture = SpanCapture()
        let span = capture.tracer.startSpan("a", kind: .internal)
        span.end()
        let ended = try #require(capture.spans.first)

        span.operationName = "b"
        span.setAttribute("a", 1)
        span.attributes["b"] = 1
        span.addEvent("c")
        span.addLink(SpanLink(context: .active(.fixture()), attributes: [:]))
        span.setStatus(SpanStatus(code: .error))
        span.recordError(Failure())
        span.end()
        span.end(at: DefaultTracerClock.now)

        #expect(span.snapshot == ended)
        #expect(capture.spans == [ended])
        #expect(!span.isRecording)
    }

    @Test func theStatusFollowsItsRules() {
        let tracer = SpanCapture().tracer
        let span = tracer.startSpan("a", kind: .internal)
        #expect(span.snapshot.status.code == .unset)
        span.setStatus(SpanStatus(code: .error, message: "no"))
        #expect(span.snapshot.status == Status(code: .error, message: "no"))
        span.setStatus(SpanStatus(code: .ok, message: "only an error has one"))
        #expect(span.snapshot.status == Status(code: .ok))
        span.setStatus(SpanStatus(code: .error))
        #expect(span.snapshot.status.code == .ok)
    }

    @Test func anErrorIsAnExceptionEvent() throws {
        let span = SpanCapture().tracer.startSpan("a", kind: .internal)
        span.recordError(Failure(message: "gone"), attributes: ["try": 3])

        let event = try #require(span.snapshot.events.first)
        #expect(event.name == "exception")
        #expect(event.attributes["exception.type"] == "TelemetryTests.Failure")
        #expect(event.attributes["exception.message"] == #"Failure(message: "gone")"#)
        #expect(event.attributes["try"] == 3)
        #expect(span.snapshot.status.code == .unset)
    }

    @Test func aClockThatJumpsBackDoesNotEndASpanBeforeItsStart() {
        let capture = SpanCapture()
        let span = capture.tracer.startSpan("a", kind: .internal, at: 1_000)
        span.end(atUnixNano: 10)

        #expect(capture.spans.first?.startTimeUnixNano == 1_000)
        #expect(capture.spans.first?.endTimeUnixNano == 1_000)
    }

    @Test func aChildIsTimedByItsParentsReadingOfTheRealTime() throws {
        let clock = SteppingClock()
        let capture = SpanCapture(clock: clock)
        let parent = capture.tracer.startSpan("parent", kind: .internal)
        clock.setRealtime(5)
        let child = capture.tracer.startSpan("child", kind: .internal, context: parent.context)
        child.end()
        parent.end()

        let (first, second) = (try #require(capture.span(named: "parent")), try #require(capture.span(named: "child")))
        #expect(first.startTimeUnixNano < second.startTimeUnixNano)
        #expect(second.endTimeUnixNano < first.endTimeUnixNano)
    }

    @Test func theTracingAPIsAttributesReadAndWriteTheSameList() {
        let span = SpanCapture().tracer.startSpan("a", kind: .internal)
        span.setAttribute("kept", "as it is")
        span.setAttribute("removed", 1)
        span.attributes["added"] = [1, 2]
        span.attributes["removed"] = nil
        span.updateAttributes { $0["double"] = 0.5 }

        #expect(span.attributes.get("kept") == .string("as it is"))
        #expect(span.attributes.get("added") == .int64Array([1, 2]))
        #expect(
            Set(span.snapshot.attributes) == [
                KeyValue(key: "kept", value: "as it is"), KeyValue(key: "added", value: .array([1, 2])),
                KeyValue(key: "double", value: 0.5),
            ])
    }

    @Test func aLinkKeepsWhatItPointsTo() throws {
        let span = SpanCapture().tracer.startSpan("a", kind: .internal)
        span.addLink(SpanLink(context: .active(.fixture(traceState: "a=1")), attributes: ["why": "batch"]))
        span.addLink(SpanLink(context: .topLevel, attributes: [:]))

        #expect(
            span.snapshot.links == [
                OTLP.Span.Link(
                    traceID: SpanContext.fixture().traceID, spanID: SpanContext.fixture().spanID, traceState: "a=1",
                    attributes: [KeyValue(key: "why", value: "batch")], flags: 0x301)
            ])
    }
}
