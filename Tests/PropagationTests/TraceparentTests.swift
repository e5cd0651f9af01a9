import TestSupport
import Testing

/// What the gateway makes of the `traceparent` that a client sends: W3C Trace Context, section 3.2.
@Suite struct TraceparentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let headers: @Sendable (_ traceID: String, _ spanID: String) -> [String]
        let isContinued: Bool

        var testDescription: String { name }

        init(_ name: String, isContinued: Bool, _ headers: @escaping @Sendable (String, String) -> [String]) {
            self.name = name
            self.headers = headers
            self.isContinued = isContinued
        }
    }

    static let zeros = String(repeating: "0", count: 32)

    static let cases = [
        Case("well formed", isContinued: true) { ["00-\($0)-\($1)-01"] },
        Case("unknown flags set", isContinued: true) { ["00-\($0)-\($1)-ff"] },
        Case("a future version", isContinued: true) { ["cc-\($0)-\($1)-01"] },
        Case("a future version with more fields", isContinued: true) { ["cc-\($0)-\($1)-01-what-comes-later"] },
        Case("a future version with a tail that no dash separates", isContinued: false) { ["cc-\($0)-\($1)-01x"] },
        Case("version 00 with more fields", isContinued: false) { ["00-\($0)-\($1)-01-more"] },
        Case("version ff", isContinued: false) { ["ff-\($0)-\($1)-01"] },
        Case("an all-zero trace id", isContinued: false) { _, span in ["00-\(zeros)-\(span)-01"] },
        Case("an all-zero parent id", isContinued: false) { trace, _ in ["00-\(trace)-\(zeros.prefix(16))-01"] },
        Case("upper case", isContinued: false) { ["00-A\($0.dropFirst().uppercased())-\($1)-01"] },
        Case("a short trace id", isContinued: false) { ["00-\($0.dropLast())-\($1)-01"] },
        Case("no flags", isContinued: false) { ["00-\($0)-\($1)"] },
        Case("no hex digits", isContinued: false) { trace, span in ["00-\(trace)-\(span)-zz"] },
        Case("empty", isContinued: false) { _, _ in [""] },
        Case("repeated", isContinued: false) { ["00-\($0)-\($1)-01", "00-\($0)-\($1)-01"] },
    ]

    @Test(arguments: cases)
    func `given a traceparent, when it is valid, then and only then it is continued`(_ one: Case) async throws {
        let stack = try await CairnStack.shared
        let (traceID, spanID) = (Identifier.trace(), Identifier.span())

        let answer = try await stack.send(
            "GET", "/user/me", headers: one.headers(traceID, spanID).map { ("traceparent", $0) })

        #expect(answer.status == 401)
        let answered = try #require(answer.traceID)
        #expect((answered.lowercased() == traceID) == one.isContinued)
        #expect(answered != Self.zeros)
        let trace = try await stack.trace(answered) { !$0.spans.isEmpty }
        #expect(trace.roots.first?.parentID == (one.isContinued ? spanID : nil))
    }
}
