import OTLP
import Telemetry
import Testing
import Tracing

@Suite struct SamplerTests {
    private func decide(_ sampler: some Sampler, _ traceID: TraceID = .random(), parent: SpanContext? = nil)
        -> SamplingDecision
    {
        sampler.decide(traceID: traceID, parent: parent, name: "x", kind: .internal)
    }

    @Test(arguments: [0, 0.001, 0.25, 0.5, 0.9, 1]) func aRatioKeepsItsPartOfAllTraces(ratio: Double) {
        var generator = SplitMix(state: 42)
        let sampler = TraceIDRatioSampler(ratio: ratio)
        let kept = (0..<20_000).count { _ in decide(sampler, .random(using: &generator)) == .recordAndSample }

        // Five standard deviations of a binomial distribution.
        let deviation = (20_000 * ratio * (1 - ratio)).squareRoot()
        #expect(abs(Double(kept) - 20_000 * ratio) <= 5 * deviation)
    }

    @Test func aHigherRatioKeepsAllThatALowerOneKeeps() {
        var generator = SplitMix(state: 7)
        for _ in 0..<5000 {
            let id = TraceID.random(using: &generator)
            if decide(TraceIDRatioSampler(ratio: 0.3), id) == .recordAndSample {
                #expect(decide(TraceIDRatioSampler(ratio: 0.31), id) == .recordAndSample)
            }
        }
    }

    @Test(arguments: [
        (0xFF_FFFF_FFFF_FFFF, true), (0x80_0000_0000_0000, true), (0x7F_FFFF_FFFF_FFFF, false), (0, false),
    ])
    func theLast56BitsDecide(bits: UInt64, isKept: Bool) {
        for high in [0, UInt64.max] {
            let id = TraceID(high: high, low: bits | 0xAB00_0000_0000_0000)
            #expect((decide(TraceIDRatioSampler(ratio: 0.5), id) == .recordAndSample) == isKept)
        }
    }

    @Test func theParentDecidesByItsKind() {
        let cases: [(parent: SpanContext?, name: String)] = [
            (nil, "root"), (.fixture(), "remoteSampled"), (.fixture(flags: []), "remoteNotSampled"),
            (.fixture(isRemote: false), "localSampled"), (.fixture(flags: [], isRemote: false), "localNotSampled"),
        ]
        for (index, asked) in cases.enumerated() {
            let only = cases.indices.map { $0 == index ? AlwaysOnSampler() as any Sampler : AlwaysOffSampler() }
            let sampler = ParentBasedSampler(
                root: only[0], remoteParentSampled: only[1], remoteParentNotSampled: only[2],
                localParentSampled: only[3], localParentNotSampled: only[4])
            for given in cases {
                #expect((decide(sampler, parent: given.parent) == .recordAndSample) == (given.name == asked.name))
            }
        }
    }

    @Test func identifiersAreRandomAndDoNotRepeat() {
        let generator = RandomIDGenerator()
        let traces = Set((0..<10_000).map { _ in generator.traceID() })
        let spans = Set((0..<10_000).map { _ in generator.spanID() })

        #expect(traces.count == 10_000 && traces.allSatisfy(\.isValid))
        #expect(spans.count == 10_000 && spans.allSatisfy(\.isValid))
        for bit in 0..<64 {
            let ones = spans.count { $0.value >> UInt64(bit) & 1 == 1 }
            #expect((4500...5500).contains(ones))
        }
    }
}

/// A seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return number ^ (number >> 31)
    }
}
