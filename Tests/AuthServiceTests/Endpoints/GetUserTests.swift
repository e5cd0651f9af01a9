import AuthAPI
import FoundationEssentials
import GRPCCore
import SwiftProtobuf
import Testing

@testable import AuthService

struct GetUserTests {
    @Test func `given an account, when it is read in either case of its id, then it is there`() async throws {
        let fixture = AuthFixture()
        let user = try await fixture.register().user
        #expect(try await fixture.getUser(user.id).user == user)
        #expect(try await fixture.getUser(user.id.uppercased()).user == user)
    }

    @Test(
        arguments: [
            ("no id", "", .invalidArgument), ("no UUID", "42", .invalidArgument),
            ("an id of nobody", "00000000-0000-4000-8000-000000000000", .notFound),
        ] as [(String, String, RPCError.Code)])
    func `given no such account, when it is read, then the error says why`(
        _: String, id: String, code: RPCError.Code
    ) async throws {
        let fixture = AuthFixture()
        try await fixture.register()
        #expect(try await failure { try await fixture.getUser(id) }.code == code)
    }
}
