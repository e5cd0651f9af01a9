public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Begins a sign-in by a provider, or the linking of one.
    public func beginLogin(
        request: Cairn_Auth_V1_BeginLoginRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_BeginLoginResponse {
        let provider = try provider(request.provider)
        let returnPath = try ReturnPath(request.returnTo, configuration: providers.configuration)
        var linking: LoginAttempt.Linking?
        if request.link {
            let caller = try signedInCaller()
            linking = .init(userID: caller.userID, sessionID: caller.sessionID)
        }

        let (state, browser) = (Secret.random(), Secret.random())
        let url = try await provider.authorizationURL(
            for: AuthorizationRequest(
                redirectURL: providers.configuration.redirectURL(of: provider.settings.name), state: state.base64URL,
                secrets: AttemptSecrets(browser: browser)))
        let expireTime = now().addingTimeInterval(LoginAttempt.lifetime)
        try await attempts.insert(
            LoginAttempt(
                stateHash: state.hash, browserHash: browser.hash, provider: provider.settings.name,
                returnPath: returnPath, linking: linking, expireTime: expireTime))
        return .with {
            $0.authorizationURL = url
            $0.browserSecret = browser.base64URL
            $0.expireTime = expireTime.timestamp
        }
    }

    /// The provider that a request names.
    func provider(_ name: String) throws(RPCError) -> any IdentityProvider {
        guard let provider = providers.provider(name) else {
            throw RPCError(code: .notFound, message: "there is no sign-in by a provider of this name")
        }
        return provider
    }
}
