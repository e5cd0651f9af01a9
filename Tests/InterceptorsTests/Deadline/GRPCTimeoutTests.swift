import Interceptors
import Testing

@Suite struct GRPCTimeoutTests {
    struct ParseCase: CustomTestStringConvertible {
        let text: String
        let duration: Duration?
        var testDescription: String { text }
    }

    @Test(arguments: [
        ParseCase(text: "1H", duration: .seconds(3600)), ParseCase(text: "2M", duration: .seconds(120)),
        ParseCase(text: "3S", duration: .seconds(3)), ParseCase(text: "4m", duration: .milliseconds(4)),
        ParseCase(text: "5u", duration: .microseconds(5)), ParseCase(text: "6n", duration: .nanoseconds(6)),
        ParseCase(text: "0n", duration: .zero), ParseCase(text: "007S", duration: .seconds(7)),
        ParseCase(text: "99999999u", duration: .microseconds(99_999_999)),
        ParseCase(text: "99999999H", duration: .seconds(99_999_999 * 3600)),
        ParseCase(text: "100000000n", duration: nil), ParseCase(text: "", duration: nil),
        ParseCase(text: "S", duration: nil), ParseCase(text: "5", duration: nil), ParseCase(text: "5s", duration: nil),
        ParseCase(text: "5 S", duration: nil), ParseCase(text: "-5S", duration: nil),
        ParseCase(text: "+5S", duration: nil), ParseCase(text: "5.0S", duration: nil),
        ParseCase(text: "٣S", duration: nil),
    ])
    func `reads up to eight digits and a unit`(_ given: ParseCase) {
        #expect(GRPCTimeout.parse(given.text) == given.duration)
    }

    struct FormatCase: CustomTestStringConvertible {
        let duration: Duration
        let text: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        FormatCase(duration: .seconds(-1), text: "00000000n"), FormatCase(duration: .zero, text: "00000000n"),
        FormatCase(duration: .nanoseconds(7), text: "00000007n"),
        FormatCase(duration: .nanoseconds(99_999_999), text: "99999999n"),
        FormatCase(duration: .milliseconds(100), text: "00100000u"),
        FormatCase(duration: .seconds(10), text: "10000000u"),
        FormatCase(duration: .seconds(29) + .nanoseconds(999_934_567), text: "29999934u"),
        FormatCase(duration: .microseconds(99_999_999), text: "99999999u"),
        FormatCase(duration: .seconds(100), text: "00100000m"),
        FormatCase(duration: .milliseconds(99_999_999), text: "99999999m"),
        FormatCase(duration: .seconds(100_000), text: "00100000S"),
        FormatCase(duration: .seconds(99_999_999), text: "99999999S"),
        FormatCase(duration: .seconds(100_000_000), text: "01666666M"),
        FormatCase(duration: .seconds(6_000_000_000), text: "01666666H"),
        FormatCase(duration: .seconds(Int64.max), text: "99999999H"),
    ])
    func `writes eight digits, rounded down`(_ given: FormatCase) {
        #expect(GRPCTimeout.format(given.duration) == given.text)
    }

    @Test func `what is written is read as no longer than it was, and at most a thousandth shorter`() throws {
        var generator = SplitMix(state: 17)
        for _ in 0..<10_000 {
            let exponent = UInt64.random(in: 0..<50, using: &generator)
            let nanoseconds = Int64(UInt64.random(in: 1...(1 << (exponent + 1)), using: &generator))
            let duration = Duration.nanoseconds(nanoseconds)
            let read = try #require(GRPCTimeout.parse(GRPCTimeout.format(duration)))
            #expect(read <= duration)
            #expect(read >= duration - duration / 1000)
        }
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
