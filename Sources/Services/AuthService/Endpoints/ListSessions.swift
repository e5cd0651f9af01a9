public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Lists the caller's open sessions.
    public func listSessions(
        request: Cairn_Auth_V1_ListSessionsRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListSessionsResponse {
        let caller = try accountCaller()
        let open = try await sessions.sessions(
            of: caller.userID, aliveAt: now(), policy, limit: policy.maximumCount)
        return .with { $0.sessions = open.map { $0.message(policy, currentID: caller.sessionID) } }
    }
}
