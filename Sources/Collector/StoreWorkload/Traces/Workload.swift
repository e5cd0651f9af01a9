public import OTLP

/// Traces of an imitated backend. Each depends on nothing but the seed, its number and the eras, so that any of them
/// can be made again when an answer is to be checked, and nothing needs to be remembered.
public struct Workload: Sendable {
    /// A stretch of time in which traces begin at even distances.
    private struct Era {
        var firstNumber: Int
        var startUnixNano: UInt64
        var stepNano: Double
    }

    /// The seed.
    public let seed: UInt64
    /// How many riders there are: a few traces for each.
    public let riders: Int
    /// The mean number of spans in a trace, by a sample.
    public let meanSpans: Double
    /// The duration that one in a hundred root spans exceeds, by a sample, in nanoseconds.
    public let slowNano: UInt64
    private var eras: [Era]

    private static let sampleSize = 4096

    /// A workload of about `spans` spans, begun evenly over `windowNano` nanoseconds before `endUnixNano`.
    public init(seed: UInt64, spans: Int, endUnixNano: UInt64, windowNano: UInt64) {
        self.seed = seed
        let sampled = Workload(seed: seed)
        let sample = (0..<Self.sampleSize).map { sampled.trace($0) }
        meanSpans = Double(sample.reduce(0) { $0 + $1.spans.count }) / Double(Self.sampleSize)
        slowNano = sample.map { $0.spans[0].span.durationNano }.sorted()[Self.sampleSize * 99 / 100]
        let traces = max(1, Double(spans) / meanSpans)
        riders = min(1_000_000, max(16, Int(traces / 3)))
        // A little less than the distance that fills the window, since a sample may err: nothing begins after its end.
        eras = [
            Era(firstNumber: 0, startUnixNano: endUnixNano - windowNano, stepNano: Double(windowNano) / traces * 0.97)
        ]
    }

    /// What the first sample is taken of.
    private init(seed: UInt64) {
        self.seed = seed
        riders = 1
        meanSpans = 1
        slowNano = 0
        eras = [Era(firstNumber: 0, startUnixNano: 0, stepNano: 0)]
    }

    /// Lets traces from `number` on, which is greater than in all eras before, begin at other times.
    public mutating func beginEra(at number: Int, startUnixNano: UInt64, stepNano: Double) {
        eras.append(Era(firstNumber: number, startUnixNano: startUnixNano, stepNano: stepNano))
    }

    /// The trace with this number, which is not negative.
    public func trace(_ number: Int) -> WorkloadTrace {
        TraceBuilder.build(
            number: number, id: id(of: number), startUnixNano: start(of: number), seed: seed, riders: riders)
    }

    /// When the trace with this number begins, in nanoseconds since 1970.
    public func start(of number: Int) -> UInt64 {
        let era = eras.last { $0.firstNumber <= number } ?? eras[0]
        return era.startUnixNano + UInt64(Double(number - era.firstNumber) * era.stepNano)
    }

    /// The identifier of the trace with this number.
    public func id(of number: Int) -> TraceID {
        let low = Scramble.apply(UInt64(number) ^ key)
        return TraceID(high: high(forLow: low), low: low)
    }

    /// The number of the trace with this identifier; nil when no trace of this workload can have it.
    public func number(of id: TraceID) -> Int? {
        guard id.high == high(forLow: id.low) else { return nil }
        return Int(exactly: Scramble.undo(id.low) ^ key)
    }

    private var key: UInt64 { Scramble.apply(seed ^ 0x5EED) & 0x7FFF_FFFF_FFFF_FFFF }

    private func high(forLow low: UInt64) -> UInt64 { Scramble.apply(low &+ seed) | 1 }
}
