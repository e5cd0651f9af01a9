public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    private static var refusal: RPCError {
        RPCError(code: .unauthenticated, message: "the e-mail address or the password is wrong")
    }

    /// Opens a session for whoever knows the password of an account.
    public func login(
        request: Cairn_Auth_V1_LoginRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_LoginResponse {
        let email = try EmailAddress(request.email)
        guard !request.password.isEmpty else {
            throw InvalidArgument(field: "password", "must not be empty")
        }

        let credentials = try await authenticate(email, Password(trying: request.password))
        let (session, token) = Session.open(for: credentials.user.id, at: now(), policy)
        guard try await sessions.insert(session, passwordVersion: credentials.passwordVersion, policy)
        else {
            throw Self.refusal
        }
        try await sessions.trim(of: session.userID, to: policy.maximumCount)
        return .with {
            $0.token = token.bearer
            $0.user = credentials.user.message
            $0.expireTime = session.expireTime.timestamp
        }
    }

    /// An unknown address is answered like a wrong password, costs the same work and is delayed alike, so that nobody learns
    /// who has an account.
    private func authenticate(_ email: EmailAddress, _ password: Password?) async throws
        -> Credentials
    {
        guard let password else { throw Self.refusal }
        let credentials = try await users.credentials(email: email)
        let hash = credentials?.passwordHash ?? hasher.decoy
        let matches = try await tryPassword(of: email, isKnown: isKnown(to: email)) {
            try await hasher.verify(password, against: hash)
        }
        guard let credentials, credentials.passwordHash != nil, matches else { throw Self.refusal }
        if hasher.isOutdated(hash) {
            try await users.replacePasswordHash(
                of: credentials.user.id, hash, with: hasher.hash(password))
        }
        return credentials
    }
}
