public import OTLP
import Synchronization

/// Random identifiers without a lock: one atomic addition each.
///
/// A counter that starts at random and walks all 64-bit numbers in steps of an odd constant (a Weyl sequence) is
/// scrambled by SplitMix64's finalizer, a bijection: a process repeats no span identifier before 2^64 of them. A trace
/// identifier has two scrambled halves, one of them keyed at random, so that two processes need 128 equal bits to meet.
public final class RandomIDGenerator: IDGenerator {
    private let counter: Atomic<UInt64>
    private let key: UInt64

    /// Makes a generator that the system's random numbers seed.
    public convenience init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// Makes a generator that `generator` seeds.
    public init(using generator: inout some RandomNumberGenerator) {
        counter = Atomic(generator.next())
        key = generator.next()
    }

    /// A valid trace identifier.
    public func traceID() -> TraceID {
        let number = next()
        let id = TraceID(high: Self.scramble(number &+ key), low: Self.scramble(number))
        return id.isValid ? id : traceID()
    }

    /// A valid span identifier.
    public func spanID() -> SpanID {
        let id = SpanID(value: Self.scramble(next()))
        return id.isValid ? id : spanID()
    }

    private func next() -> UInt64 {
        counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
    }

    private static func scramble(_ number: UInt64) -> UInt64 {
        var number = number
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return number ^ (number >> 31)
    }
}
