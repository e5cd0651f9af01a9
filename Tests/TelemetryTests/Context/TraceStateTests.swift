import Telemetry
import Testing

@Suite struct TraceStateTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let header: String
        let expected: String?

        init(_ name: String, _ header: String, _ expected: String?) {
            testDescription = name
            self.header = header
            self.expected = expected
        }
    }

    static let cases = [
        Case("empty", "", ""),
        Case("one member", "a=1", "a=1"),
        Case("whitespace and empty members stay", "a=1, ,\tb=2", "a=1, ,\tb=2"),
        Case("a tenant", "tenant@system=1", "tenant@system=1"),
        Case("a tenant of digits", "0tenant@system=1", "0tenant@system=1"),
        Case("all of a key's characters", "a0_-*/=1", "a0_-*/=1"),
        Case("a key of 256", String(repeating: "z", count: 256) + "=1", String(repeating: "z", count: 256) + "=1"),
        Case("a key of 257", String(repeating: "z", count: 257) + "=1", nil),
        Case("a tenant of 242", String(repeating: "t", count: 242) + "@v=1", nil),
        Case("a system of 15", "t@" + String(repeating: "v", count: 15) + "=1", nil),
        Case("no tenant", "@system=1", nil),
        Case("two at signs", "a@b@c=1", nil),
        Case("a key that begins with a digit", "1a=1", nil),
        Case("a key in capitals", "A=1", nil),
        Case("no equals sign", "a", nil),
        Case("two equals signs", "a=1=2", nil),
        Case("no value", "a=", nil),
        Case("a value of 257", "a=" + String(repeating: "v", count: 257), nil),
        Case("a value that is not ASCII", "a=é", nil),
        Case("a key twice", "a=1,a=2", nil),
        Case("32 members", members(32), members(32)),
        Case("33 members", members(33), nil),
        Case(
            "too long by a long member", "a=1,b=\(long(200)),c=\(long(100)),d=\(long(250)),e=1",
            "a=1,b=\(long(200)),c=\(long(100)),e=1"),
        Case(
            "too long by short members", (0..<6).map { "k\($0)=\(long(100))" }.joined(separator: ","),
            (0..<4).map { "k\($0)=\(long(100))" }.joined(separator: ",")),
    ]

    static func members(_ count: Int) -> String { (0..<count).map { "k\($0)=\($0)" }.joined(separator: ",") }
    static func long(_ count: Int) -> String { String(repeating: "v", count: count) }

    @Test(arguments: cases) func aHeaderIsReadByTheRules(_ given: Case) {
        #expect(TraceState(given.header)?.description == given.expected)
    }

    @Test func aMemberThatIsSetMovesToTheFront() throws {
        let state = try #require(TraceState("a=1,b=2")?.setting("b", to: "3"))

        #expect(state.description == "b=3,a=1")
        #expect(state["a"] == "1")
        #expect(state["c"] == nil)
        #expect(state.setting("C", to: "1") == nil)
    }
}
