import AuthAPI
import FoundationEssentials
import Hummingbird
import OTLP
import SwiftProtobuf

/// The answer to a register or login: the token, the account, and the session cookie.
struct SessionResponse {
    let token: String
    let user: Cairn_Auth_V1_User
    /// When the session ends for good; nil when the service did not say.
    let expireTime: Google_Protobuf_Timestamp?

    func response(_ status: HTTPResponse.Status, cookie: SessionCookie, now: Date = Date()) -> Response {
        var response = Response.json(status) { writer in
            writer.object { writer in
                writer.member("token", token)
                writer.key("user")
                writer.value(user)
            }
        }
        let maximumAge = expireTime.map { $0.seconds - Int64(now.timeIntervalSince1970) }
        response.headers[.setCookie] = cookie.set(token, maximumAge: maximumAge)
        // A token must not stay in a cache (RFC 6749, section 5.1).
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
