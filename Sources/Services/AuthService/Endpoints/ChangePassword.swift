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
        guard let credentials = try await users.credentials(userID: caller.userID) else {
            throw RPCError(code: .unauthenticated, message: "the account is gone")
        }
        let password = try passwordRules.password(
            request.newPassword, field: "new_password", email: credentials.user.email,
            name: credentials.user.name)
        if let known = credentials.passwordHash {
            try await checkCurrentPassword(request, of: credentials.user.email, against: known)
        } else {
            try await checkRecentSignIn(request, caller.sessionID)
        }

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
        // Those were tries at another password.
        for isKnown in [true, false] {
            try await failures.forget(FailureCounter(credentials.user.email, isKnown: isKnown))
        }
        return .with {
            $0.token = token.bearer
            $0.expireTime = session.expireTime.timestamp
        }
    }

    /// Whoever found the session may not guess the password without end; whoever has it is known, wherever they are.
    private func checkCurrentPassword(
        _ request: Cairn_Auth_V1_ChangePasswordRequest, of email: EmailAddress, against hash: PasswordHash
    ) async throws {
        guard !request.currentPassword.isEmpty else {
            throw InvalidArgument(field: "current_password", "must not be empty")
        }
        guard request.newPassword != request.currentPassword else {
            throw InvalidArgument(field: "new_password", "must differ from the current password")
        }
        guard let current = Password(trying: request.currentPassword),
            try await tryPassword(of: email, isKnown: true, { try await hasher.verify(current, against: hash) })
        else { throw InvalidArgument(field: "current_password", "is wrong") }
    }

    /// Without a password to ask for, only a new sign-in shows that it is not somebody who found the session.
    private func checkRecentSignIn(_ request: Cairn_Auth_V1_ChangePasswordRequest, _ sessionID: UUID) async throws {
        guard request.currentPassword.isEmpty else {
            throw InvalidArgument(field: "current_password", "must be empty, as there is no password yet")
        }
        let session = try await sessions.session(id: sessionID)?.session
        guard let session, now() < session.createTime.addingTimeInterval(policy.recentSignIn) else {
            throw RPCError(code: .failedPrecondition, message: "to set a first password, sign in again")
        }
    }
}
