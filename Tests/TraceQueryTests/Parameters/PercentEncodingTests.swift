import Testing
import TraceQuery

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test(
        "a query is split before it is decoded",
        arguments: [
            ("", []), ("a=1&b=2", ["a", "1", "b", "2"]), ("a=x+y%2Bz", ["a", "x y+z"]),
            ("a=b%26c%3Dd", ["a", "b&c=d"]),
            ("flag", ["flag", ""]), ("a=1=2", ["a", "1=2"]), ("&&a=1&", ["a", "1"]), ("a=100%", ["a", "100%"]),
            ("a=%zz", ["a", "%zz"]), ("a=%C3%A4", ["a", "ä"]), ("a=%ff", ["a", "\u{FFFD}"]),
        ] as [(String, [String])])
    func parameters(query: String, expected: [String]) {
        #expect(PercentEncoding.parameters(ofQuery: query).flatMap { [$0.name, $0.value] } == expected)
    }

    @Test("what is encoded decodes to itself", arguments: ["GET /users/{id}", "a&b=c+d%", "ä→😀", "-._~"])
    func roundTrip(value: String) {
        let query = PercentEncoding.query(of: [("v", value)])
        #expect(PercentEncoding.parameters(ofQuery: query).map(\.value) == [value])
        #expect(PercentEncoding.decode(PercentEncoding.encode(value)) == value)
    }

    @Test("a plus in a path stands for itself")
    func plus() {
        #expect(PercentEncoding.decode("a+b%20c") == "a+b c")
    }
}
