public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Lists the ways by which the caller can sign in.
    public func listIdentities(
        request: Cairn_Auth_V1_ListIdentitiesRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListIdentitiesResponse {
        let caller = try accountCaller()
        let linked = try await identities.identities(of: caller.userID)
        let credentials = try await users.credentials(userID: caller.userID)
        return .with {
            $0.identities = linked.map(\.message)
            $0.hasPassword_p = credentials?.passwordHash != nil
        }
    }
}
