import OTLP
import Telemetry
import Testing
import Tracing

@Suite struct PropagatorTests {
    static let trace = "0af7651916cd43dd8448eb211c80319c"
    static let span = "b7ad6b7169203331"

    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let propagator: any TextMapPropagator
        let carrier: Carrier
        let expected: SpanContext?

        init(_ name: String, _ propagator: any TextMapPropagator, _ carrier: Carrier, _ expected: SpanContext?) {
            testDescription = name
            self.propagator = propagator
            self.carrier = carrier
            self.expected = expected
        }
    }

    static let short = SpanContext.fixture(traceID: "00000000000000008448eb211c80319c")
    static let cases = [
        Case("b3: sampled", B3Propagator(), ["b3": "\(trace)-\(span)-1"], .fixture()),
        Case("b3: with a parent", B3Propagator(), ["b3": "\(trace)-\(span)-1-05e3ac9a4f6e3b90"], .fixture()),
        Case("b3: not sampled", B3Propagator(), ["b3": "\(trace)-\(span)-0"], .fixture(flags: [])),
        Case("b3: debug", B3Propagator(), ["b3": "\(trace)-\(span)-d"], .fixture()),
        Case("b3: undecided", B3Propagator(), ["b3": "\(trace)-\(span)"], .fixture(flags: [])),
        Case("b3: short trace id", B3Propagator(), ["b3": "8448eb211c80319c-\(span)-1"], short),
        Case("b3: only a decision", B3Propagator(), ["b3": "0"], nil),
        Case("b3: unknown decision", B3Propagator(), ["b3": "\(trace)-\(span)-x"], nil),
        Case("b3: zeros", B3Propagator(), ["b3": "00000000000000000000000000000000-\(span)-1"], nil),
        Case("b3: odd length", B3Propagator(), ["b3": "1\(trace)-\(span)-1"], nil),
        Case(
            "b3: many headers", B3Propagator(),
            ["x-b3-traceid": trace, "x-b3-spanid": span, "x-b3-sampled": "1"], .fixture()),
        Case(
            "b3: many headers, debug", B3Propagator(),
            ["x-b3-traceid": trace, "x-b3-spanid": span, "x-b3-flags": "1"], .fixture()),
        Case(
            "b3: the single header wins", B3Propagator(.multiple),
            ["b3": "\(trace)-\(span)-1", "x-b3-traceid": "8448eb211c80319c", "x-b3-spanid": span], .fixture()),
        Case("b3: no span id", B3Propagator(), ["x-b3-traceid": trace], nil),
        Case("jaeger: sampled", JaegerPropagator(), ["uber-trace-id": "\(trace):\(span):0:1"], .fixture()),
        Case("jaeger: encoded", JaegerPropagator(), ["uber-trace-id": "\(trace)%3A\(span)%3A0%3A1"], .fixture()),
        Case("jaeger: not sampled", JaegerPropagator(), ["uber-trace-id": "\(trace):\(span):0:0"], .fixture(flags: [])),
        Case("jaeger: debug only", JaegerPropagator(), ["uber-trace-id": "\(trace):\(span):0:3"], .fixture()),
        Case("jaeger: without zeros", JaegerPropagator(), ["uber-trace-id": "8448eb211c80319c:\(span):0:1"], short),
        Case("jaeger: too few fields", JaegerPropagator(), ["uber-trace-id": "\(trace):\(span):1"], nil),
        Case("jaeger: span id of zero", JaegerPropagator(), ["uber-trace-id": "\(trace):0:0:1"], nil),
        Case("jaeger: too long", JaegerPropagator(), ["uber-trace-id": "1\(trace):\(span):0:1"], nil),
        Case(
            "composite: the last one wins", CompositePropagator([B3Propagator(), TraceContextPropagator()]),
            ["b3": "8448eb211c80319c-\(span)-1", "traceparent": "00-\(trace)-\(span)-01"], .fixture()),
        Case(
            "composite: whichever is there", CompositePropagator([B3Propagator(), TraceContextPropagator()]),
            ["b3": "\(trace)-\(span)-1"], .fixture()),
        Case("none", CompositePropagator([]), ["traceparent": "00-\(trace)-\(span)-01"], nil),
    ]

    @Test(arguments: cases) func headersAreRead(_ given: Case) {
        #expect(given.carrier.context(given.propagator).spanContext == given.expected)
    }

    @Test(arguments: [
        ("b3", B3Propagator(.single) as any TextMapPropagator), ("b3multi", B3Propagator(.multiple)),
        ("jaeger", JaegerPropagator()), ("composite", CompositePropagator([B3Propagator(), JaegerPropagator()])),
    ])
    func whatIsWrittenIsReadBack(name: String, propagator: any TextMapPropagator) {
        for flags in [TraceFlags.sampled, []] {
            let carrier = Carrier(.active(.fixture(flags: flags)), propagator)

            #expect(carrier.context(propagator).spanContext == .fixture(flags: flags))
            #expect(Set(carrier.headers.keys) == Set(propagator.fields))
        }
    }

    @Test func jaegerCarriesBaggageInHeadersOfTheirOwn() {
        var context = ServiceContext.topLevel
        context.baggage["user"] = "Ann Lee"
        let carrier = Carrier(context, JaegerPropagator())

        #expect(carrier.headers == ["uberctx-user": "Ann%20Lee"])
        #expect(carrier.context(JaegerPropagator()).baggage["user"] == "Ann Lee")
    }
}
