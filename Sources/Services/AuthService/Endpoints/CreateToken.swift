public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    private static let day: TimeInterval = 86_400
    private static let defaultTokenLifetime = 90 * day
    private static let maximumTokenLifetime = 366 * day

    /// Makes an API token. Only here is its secret known.
    public func createToken(
        request: Cairn_Auth_V1_CreateTokenRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_CreateTokenResponse {
        let caller = try signedInCaller()
        let name = try TokenName(request.name)
        let scopes = try tokenScopes.checked(request.scopes)
        let now = now()
        let expireTime = try expireTime(of: request, now: now)

        let shown = APITokenSecret(tokenID: UUID(), secret: .random())
        let token = APIToken(
            id: shown.tokenID, userID: caller.userID, name: name, secretHash: shown.secret.hash,
            scopes: scopes,
            createTime: now, expireTime: expireTime, lastUseTime: nil)
        guard try await tokens.insert(token, maximumCount: APIToken.maximumCount) else {
            throw RPCError(
                code: .resourceExhausted,
                message:
                    "you have \(APIToken.maximumCount) API tokens already: revoke one that is not needed")
        }
        return .with {
            $0.secret = shown.text
            $0.token = token.message
        }
    }

    private func expireTime(of request: Cairn_Auth_V1_CreateTokenRequest, now: Date)
        throws(InvalidArgument) -> Date
    {
        guard request.hasExpireTime else { return now.addingTimeInterval(Self.defaultTokenLifetime) }
        let latest = now.addingTimeInterval(Self.maximumTokenLifetime)
        // Compared as whole seconds, so that no value of the request can be too large for a `Date`.
        let seconds = request.expireTime.seconds
        guard seconds > now.timestamp.seconds, seconds <= latest.timestamp.seconds else {
            throw InvalidArgument(
                field: "expire_time", "must be in the future, at most 366 days from now")
        }
        return Date(microsecondsSince1970: seconds * 1_000_000)
    }
}
