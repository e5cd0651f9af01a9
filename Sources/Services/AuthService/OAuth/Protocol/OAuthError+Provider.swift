extension OAuthError {
    /// What the browser brought from the authorization endpoint instead of a code (RFC 6749, section 4.1.2.1).
    static func authorization(_ error: String, provider: String) -> OAuthError {
        let error = checked(error)
        return switch error {
        case "access_denied":
            OAuthError(.declined, "access_denied: the sign-in by \(provider) was declined", providerError: error)
        case "server_error", "temporarily_unavailable":
            OAuthError(
                .unavailable, "\(error): \(provider) can't sign you in now, try again later", providerError: error)
        default:
            OAuthError(.refused, "\(error): \(provider) refuses the sign-in", providerError: error)
        }
    }

    /// What the token endpoint answered (RFC 6749, section 5.2).
    static func token(_ error: String, provider: String) -> OAuthError {
        let error = checked(error)
        return switch error {
        // The second is GitHub's word for it.
        case "invalid_grant", "bad_verification_code":
            OAuthError(.untrusted, "\(error): \(provider) does not know the code, begin again", providerError: error)
        default:
            OAuthError(
                .misconfigured, "\(error): \(provider) does not accept this service, tell its operator",
                providerError: error)
        }
    }

    /// What came can't be trusted.
    static func untrusted(_ provider: String, _ what: String, cause: (any Error)? = nil) -> OAuthError {
        OAuthError(.untrusted, "the sign-in by \(provider) failed: \(what)", cause: cause)
    }

    /// The provider is away.
    static func unavailable(_ provider: String, cause: (any Error)?) -> OAuthError {
        OAuthError(.unavailable, "\(provider) does not answer, try again later", cause: cause)
    }

    /// An error code is shown and logged, so nothing else may stand there.
    private static func checked(_ error: String) -> String {
        error.wholeMatch(of: /[a-z_]{1,64}/) == nil ? "invalid_error" : error
    }
}
