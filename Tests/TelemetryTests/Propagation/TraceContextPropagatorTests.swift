import OTLP
import Telemetry
import Testing
import Tracing

@Suite struct TraceContextPropagatorTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let traceparent: String
        let isValid: Bool

        init(_ name: String, _ traceparent: String, isValid: Bool = false) {
            testDescription = name
            self.traceparent = traceparent
            self.isValid = isValid
        }
    }

    static let trace = "0af7651916cd43dd8448eb211c80319c"
    static let span = "b7ad6b7169203331"

    static let cases = [
        Case("version 00", "00-\(trace)-\(span)-01", isValid: true),
        Case("unknown flags", "00-\(trace)-\(span)-ff", isValid: true),
        Case("whitespace around it", " \t00-\(trace)-\(span)-01 ", isValid: true),
        Case("a future version", "cc-\(trace)-\(span)-01", isValid: true),
        Case("a future version with more fields", "cc-\(trace)-\(span)-01-what-the-future-holds", isValid: true),
        Case("a future version with more but no dash", "cc-\(trace)-\(span)-01.what"),
        Case("version 00 with more fields", "00-\(trace)-\(span)-01-what"),
        Case("version ff", "ff-\(trace)-\(span)-01"),
        Case("version in capitals", "CC-\(trace)-\(span)-01"),
        Case("trace id in capitals", "00-\(trace.uppercased())-\(span)-01"),
        Case("span id in capitals", "00-\(trace)-\(span.uppercased())-01"),
        Case("flags in capitals", "00-\(trace)-\(span)-0A"),
        Case("trace id of zeros", "00-00000000000000000000000000000000-\(span)-01"),
        Case("span id of zeros", "00-\(trace)-0000000000000000-01"),
        Case("a digit that is none", "00-\(trace.dropLast())g-\(span)-01"),
        Case("trace id too short", "00-\(trace.dropLast())-\(span)-01"),
        Case("trace id too long", "00-\(trace)0-\(span)-01"),
        Case("flags too short", "00-\(trace)-\(span)-1"),
        Case("wrong separator", "00_\(trace)_\(span)_01"),
        Case("the header twice", "00-\(trace)-\(span)-01,00-\(trace)-\(span)-01"),
        Case("a future version's header twice", "cc-\(trace)-\(span)-01-x,cc-\(trace)-\(span)-01-x"),
        Case("not ASCII", "00-\(trace)-\(span)-0é"),
        Case("nothing", ""),
    ]

    @Test(arguments: cases) func traceparentIsReadByTheRules(_ given: Case) {
        let context = (["traceparent": given.traceparent] as Carrier).context(TraceContextPropagator())

        #expect((context.spanContext != nil) == given.isValid)
        if given.isValid {
            #expect(context.spanContext?.traceID.description == Self.trace)
            #expect(context.spanContext?.spanID.description == Self.span)
            #expect(context.spanContext?.isSampled == true)
            #expect(context.spanContext?.isRemote == true)
        }
    }

    @Test func unknownFlagsAreNotSentOn() {
        let context = (["traceparent": "00-\(Self.trace)-\(Self.span)-ff"] as Carrier).context(TraceContextPropagator())

        #expect(Carrier(context, TraceContextPropagator()).headers["traceparent"] == "00-\(Self.trace)-\(Self.span)-03")
    }

    @Test func anInvalidHeaderLeavesTheContextAsItWas() {
        var context = ServiceContext.active(.fixture())
        let before = context.spanContext

        TraceContextPropagator().extract(
            ["traceparent": "nonsense"] as Carrier, into: &context, using: Carrier.Access())

        #expect(context.spanContext == before)
    }

    @Test func aMalformedTracestateIsDroppedAndTheTraceparentKept() {
        let carrier: Carrier = ["traceparent": "00-\(Self.trace)-\(Self.span)-01", "tracestate": "no equals sign"]
        let context = carrier.context(TraceContextPropagator())

        #expect(context.spanContext?.traceID.description == Self.trace)
        #expect(context.spanContext?.traceState.isEmpty == true)
    }

    @Test func whatIsReadIsWrittenUnchanged() {
        let carrier: Carrier = [
            "traceparent": "00-\(Self.trace)-\(Self.span)-00", "tracestate": "b=2,a@x=1 ;  odd value,c=3",
        ]

        #expect(Carrier(carrier.context(TraceContextPropagator()), TraceContextPropagator()).headers == carrier.headers)
    }

    @Test func anInvalidContextIsNotSent() {
        #expect(Carrier(.active(.invalid), TraceContextPropagator()).headers.isEmpty)
    }
}
