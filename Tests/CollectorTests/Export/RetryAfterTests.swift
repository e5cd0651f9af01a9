import Testing

@testable import Export

@Suite("Retry-After")
struct RetryAfterTests {
    @Test(
        "seconds and dates are read",
        arguments: [
            ("0", 0), ("120", 120), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:48:00 GMT", 0),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 167_670_660),
        ] as [(String, Int)])
    func valid(field: String, seconds: Int) {
        // Sun, 06 Nov 1994 08:49:00 GMT
        #expect(RetryAfter.duration(field, nowUnixSeconds: 784_111_740) == .seconds(seconds))
    }

    @Test(
        "anything else is ignored",
        arguments: [
            "", "-1", "1.5", "soon", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        ])
    func invalid(field: String) {
        #expect(RetryAfter.duration(field, nowUnixSeconds: 0) == nil)
    }
}
