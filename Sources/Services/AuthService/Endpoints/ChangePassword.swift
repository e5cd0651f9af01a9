public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Changes the password of whoever knows the current one, ends all other sessions, and gives this one a new token.
    public func changePassword(
        request: Cairn_Auth_V1_ChangePasswordRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ChangePasswordResponse {
        let caller = try signedInCaller()
        guard !request.currentPassword.isEmpty else {
            throw InvalidArgument(field: "current_password", "must not be empty")
        }
        guard let credentials = try await users.credentials(userID: caller.userID) else {
            throw RPCError(code: .unauthenticated, message: "the account is gone")
        }
        let password = try passwordRules.password(
            request.newPassword, field: "new_password", email: credentials.user.email,
            name: credentials.user.name)
        guard request.newPassword != request.currentPassword else {
            throw InvalidArgument(field: "new_password", "must differ from the current password")
        }
        guard let current = Password(trying: request.currentPassword),
            try await hasher.verify(current, against: credentials.passwordHash)
        else { throw InvalidArgument(field: "current_password", "is wrong") }

        let hash = try await hasher.hash(password)
        let (session, token) = Session.open(for: caller.userID, at: now(), policy)
        let changed = try await users.changePassword(
            of: caller.userID, version: credentials.passwordVersion, to: hash,
            replacing: caller.sessionID, by: session)
        guard changed else {
            throw RPCError(
                code: .aborted,
                message: "the password was changed or the session ended at the same time: sign in again")
        }
        return .with {
            $0.token = token.bearer
            $0.expireTime = session.expireTime.timestamp
        }
    }
}
