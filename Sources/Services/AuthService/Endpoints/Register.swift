public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Creates an account and its first session.
    public func register(
        request: Cairn_Auth_V1_RegisterRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RegisterResponse {
        let email = try EmailAddress(request.email)
        let name = try UserName(request.name)
        let password = try passwordRules.password(request.password, email: email, name: name)

        let passwordHash = try await hasher.hash(password)
        let user = User(id: UUID(), email: email, name: name, createTime: now())
        let (session, token) = Session.open(for: user.id, at: user.createTime, policy)
        guard try await users.insert(user, passwordHash: passwordHash, firstSession: session) else {
            throw RPCError(code: .alreadyExists, message: "email: has an account already")
        }
        return .with {
            $0.token = token.bearer
            $0.user = user.message
            $0.expireTime = session.expireTime.timestamp
        }
    }
}
