public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Lists the caller's API tokens.
    public func listTokens(
        request: Cairn_Auth_V1_ListTokensRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListTokensResponse {
        let caller = try accountCaller()
        let open = try await tokens.tokens(of: caller.userID, aliveAt: now())
        return .with { $0.tokens = open.map(\.message) }
    }
}
