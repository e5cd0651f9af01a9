import OTLP
import Telemetry
import Testing
import TraceTesting
import Tracing

@Suite struct SpanLimitsTests {
    private func span(_ limits: SpanLimits) -> TelemetryTracer.Span {
        SpanCapture(limits: limits).tracer.startSpan("a", kind: .internal)
    }

    @Test func attributesBeyondTheLimitAreDroppedAndCounted() {
        let span = span(SpanLimits(attributeCount: 2))
        for index in 0..<5 { span.setAttribute("key\(index)", index) }
        span.setAttribute("key0", 9)

        #expect(span.snapshot.attributes == [KeyValue(key: "key0", value: 9), KeyValue(key: "key1", value: 1)])
        #expect(span.snapshot.droppedAttributesCount == 3)
    }

    @Test func anAttributeWithoutAKeyIsDropped() {
        let span = span(SpanLimits())
        span.setAttribute("", 1)
        #expect(span.snapshot.attributes.isEmpty)
        #expect(span.snapshot.droppedAttributesCount == 1)
    }

    @Test func eventsAndLinksBeyondTheLimitAreDroppedAndCounted() {
        let span = span(SpanLimits(eventCount: 1, linkCount: 1))
        for _ in 0..<3 {
            span.addEvent("event")
            span.addLink(SpanLink(context: .active(.fixture()), attributes: [:]))
        }

        #expect(span.snapshot.events.count == 1)
        #expect(span.snapshot.droppedEventsCount == 2)
        #expect(span.snapshot.links.count == 1)
        #expect(span.snapshot.droppedLinksCount == 2)
    }

    @Test func theirAttributesHaveLimitsOfTheirOwn() {
        let span = span(SpanLimits(eventAttributeCount: 1, linkAttributeCount: 2))
        span.addEvent(SpanEvent(name: "event", attributes: ["a": 1, "b": 2, "c": 3]))
        span.addLink(SpanLink(context: .active(.fixture()), attributes: ["a": 1, "b": 2, "c": 3]))

        #expect(span.snapshot.events.first?.attributes.count == 1)
        #expect(span.snapshot.events.first?.droppedAttributesCount == 2)
        #expect(span.snapshot.links.first?.attributes.count == 2)
        #expect(span.snapshot.links.first?.droppedAttributesCount == 1)
    }

    @Test func longTextIsCutEverywhere() {
        let span = span(SpanLimits(attributeValueLength: 3))
        span.setAttribute("text", "grün")
        span.setAttribute("short", "für")
        span.setAttribute("texts", ["abcd", "ab"])
        span.setAttribute("number", 123_456)
        span.addEvent("event", [KeyValue(key: "text", value: "abcd")])

        #expect(
            span.snapshot.attributes == [
                KeyValue(key: "text", value: "grü"), KeyValue(key: "short", value: "für"),
                KeyValue(key: "texts", value: .array(["abc", "ab"])), KeyValue(key: "number", value: 123_456),
            ])
        #expect(span.snapshot.events.first?.attributes == [KeyValue(key: "text", value: "abc")])
    }
}
