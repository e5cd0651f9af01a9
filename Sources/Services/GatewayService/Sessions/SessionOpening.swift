import AuthAPI
import FoundationEssentials
import SwiftProtobuf

/// An answer of auth that has a session's new token.
protocol SessionOpening {
    var token: String { get }
    var expireTime: Google_Protobuf_Timestamp { get }
    var hasExpireTime: Bool { get }
}

extension Cairn_Auth_V1_RegisterResponse: SessionOpening {}
extension Cairn_Auth_V1_LoginResponse: SessionOpening {}
extension Cairn_Auth_V1_ChangePasswordResponse: SessionOpening {}
extension Cairn_Auth_V1_CompleteLoginResponse: SessionOpening {}

extension SessionCookie {
    /// The `Set-Cookie` value for a session that has been opened. It ends with the session, or with the browser when auth
    /// does not say when that is.
    func set(_ opened: any SessionOpening, now: Date = Date()) -> String {
        let age = opened.hasExpireTime ? opened.expireTime.seconds - Int64(now.timeIntervalSince1970) : nil
        return set(opened.token, maximumAge: age)
    }
}
