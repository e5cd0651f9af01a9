public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Ends the caller's sessions.
    public func revokeAllSessions(
        request: Cairn_Auth_V1_RevokeAllSessionsRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RevokeAllSessionsResponse {
        let caller = try accountCaller()
        let count = try await sessions.deleteAll(
            of: caller.userID, except: request.keepCurrent ? caller.sessionID : nil)
        return .with { $0.revokedCount = Int32(clamping: count) }
    }
}
