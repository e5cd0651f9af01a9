import Testing
import TraceQuery

@Suite("Go durations")
struct GoDurationTests {
    @Test(
        "a duration is read to the nanosecond",
        arguments: [
            ("0", 0), ("0s", 0), ("1ns", 1), ("300us", 300_000), ("300µs", 300_000), ("300μs", 300_000),
            ("1.5ms", 1_500_000), ("2s", 2_000_000_000), ("1.234567891s", 1_234_567_891), (".5s", 500_000_000),
            ("1.s", 1_000_000_000), ("1h30m", 5_400_000_000_000), ("+1m0.5s", 60_500_000_000),
            ("7d", 604_800_000_000_000), ("1m23.456789ms", 60_023_456_789),
        ] as [(String, UInt64)])
    func valid(text: String, nanoseconds: UInt64) {
        #expect(GoDuration.nanoseconds(text) == nanoseconds)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "1", "s", ".s", "-1s", "1.5.5s", "1 s", "1x", "ms1", "1e3s", "٣s", "9999999h", "99999999999999999999s",
            "+", "1sec",
        ])
    func invalid(text: String) {
        #expect(GoDuration.nanoseconds(text) == nil)
    }
}
