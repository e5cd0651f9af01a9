import FoundationEssentials
import GRPCCore
import ServiceKit
import Testing

@Suite struct CallerTests {
    @Test func `given no caller, when one is required, then the call is unauthenticated`() {
        let error = #expect(throws: RPCError.self) { try Caller.required() }
        #expect(error?.code == .unauthenticated)
    }

    @Test func `given a caller, when one is required, then it is that one`() throws {
        let caller = Caller(userID: UUID())
        let found = try Caller.$current.withValue(caller) { try Caller.required() }
        #expect(found == caller)
    }

    @Test(
        arguments: [
            ("everything", ["*"], true), ("the scope", ["entities:read", "entities:write"], true),
            ("another scope", ["entities:read"], false), ("a part of its name", ["entities"], false),
            ("none", [], false),
        ] as [(String, Set<String>, Bool)])
    func `given a caller with scopes, when one is required, then it has to be among them`(
        name: String, scopes: Set<String>, isAllowed: Bool
    ) throws {
        let caller = Caller(userID: UUID(), scopes: scopes)
        #expect(caller.has(scope: "entities:write") == isAllowed)
        if isAllowed {
            try caller.require(scope: "entities:write")
        } else {
            let error = #expect(throws: RPCError.self) { try caller.require(scope: "entities:write") }
            #expect(error?.code == .permissionDenied)
            #expect(error?.message.contains("entities:write") == true)
        }
    }
}
