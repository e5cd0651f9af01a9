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
        do {
            let linking = request.link ? try linkingCaller() : nil
            return try await begin(provider, returnPath, linking)
        } catch let error as any RPCErrorConvertible {
            throw failure(error, of: provider, returningTo: returnPath)
        }
    }

    private func begin(
        _ provider: any IdentityProvider, _ returnPath: ReturnPath, _ linking: LoginAttempt.Linking?
    ) async throws -> Cairn_Auth_V1_BeginLoginResponse {
        let (state, browser) = (Secret.random(), Secret.random())
        let request = AuthorizationRequest(
            redirectURL: providers.configuration.redirectURL(of: provider.settings.name), state: state.base64URL,
            secrets: AttemptSecrets(browser: browser))
        let url = try await ask(provider) { try await provider.authorizationURL(for: request) }
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

    /// Who wants to link a provider.
    private func linkingCaller() throws(RPCError) -> LoginAttempt.Linking {
        do {
            let caller = try signedInCaller()
            return .init(userID: caller.userID, sessionID: caller.sessionID)
        } catch {
            var error = error
            SignInFailure(.signInRequired).write(to: &error.metadata)
            throw error
        }
    }
}
