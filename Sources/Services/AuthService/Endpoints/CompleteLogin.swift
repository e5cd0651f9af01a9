public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Ends a sign-in by a provider with what the browser brought back.
    public func completeLogin(
        request: Cairn_Auth_V1_CompleteLoginRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse {
        let provider = try provider(request.provider)
        let (attempt, browser) = try await takeAttempt(request, provider)
        do {
            let identity = try await identify(request, provider, browser)
            var response =
                if let linking = attempt.linking {
                    try await link(identity, to: linking, provider)
                } else {
                    try await signIn(identity, provider)
                }
            response.returnTo = attempt.returnPath.text
            return response
        } catch let error as any RPCErrorConvertible {
            throw failure(error, of: provider, returningTo: attempt.returnPath)
        }
    }

    private func takeAttempt(
        _ request: Cairn_Auth_V1_CompleteLoginRequest, _ provider: any IdentityProvider
    ) async throws -> (LoginAttempt, browser: Secret) {
        guard let state = Secret(base64URL: request.state), let browser = Secret(base64URL: request.browserSecret),
            let attempt = try await attempts.take(
                stateHash: state.hash, browserHash: browser.hash, provider: provider.settings.name),
            now() < attempt.expireTime
        else {
            throw OAuthError(.unknownAttempt, "the sign-in is unknown, over or another browser's: begin again")
        }
        return (attempt, browser)
    }

    private func identify(
        _ request: Cairn_Auth_V1_CompleteLoginRequest, _ provider: any IdentityProvider, _ browser: Secret
    ) async throws -> ProviderIdentity {
        guard request.error.isEmpty else {
            throw OAuthError.authorization(request.error, provider: provider.settings.title)
        }
        guard 1...4096 ~= request.code.utf8.count else {
            throw OAuthError.untrusted(provider.settings.title, "there is no code")
        }
        let answer = AuthorizationAnswer(
            redirectURL: providers.configuration.redirectURL(of: provider.settings.name), code: request.code,
            issuer: request.iss.isEmpty ? nil : request.iss, secrets: AttemptSecrets(browser: browser))
        return try await ask(provider) { try await provider.identify(answer) }
    }
}
