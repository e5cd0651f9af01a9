import Testing
import TraceQuery

@Suite("Sizes and counts as text")
struct SizeTextTests {
    @Test(
        "a size has three significant digits and the unit that fits",
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (10_235, "10.0 KiB"), (102_399, "100 KiB"),
            (1_023_487, "999 KiB"), (1_023_488, "0.98 MiB"), (1 << 20, "1.00 MiB"), (5_000_000_000, "4.66 GiB"),
            (Int.max, "8192 PiB"),
        ])
    func sizes(bytes: Int, expected: String) {
        #expect(SizeText.describe(bytes: bytes) == expected)
    }

    @Test(
        "a count has its digits in groups of three",
        arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678"), (-1_000, "-1,000")])
    func counts(count: Int, expected: String) {
        #expect(SizeText.describe(count: count) == expected)
    }

    @Test("one of something has no plural", arguments: [(0, "0 spans"), (1, "1 span"), (2, "2 spans")])
    func nouns(count: Int, expected: String) {
        #expect(SizeText.describe(count: count, of: "span") == expected)
    }

    @Test(
        "a number is rounded", arguments: [(28.349, 1, "28.3"), (0.05, 1, "0.1"), (9.999, 2, "10.00"), (7.5, 0, "8")])
    func decimals(value: Double, digits: Int, expected: String) {
        #expect(SizeText.decimal(value, digits: digits) == expected)
    }
}
