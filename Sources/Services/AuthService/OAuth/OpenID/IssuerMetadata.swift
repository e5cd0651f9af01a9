/// What an issuer says of itself (OpenID Connect Discovery 1.0, section 3).
struct IssuerMetadata: Decodable, Sendable {
    let issuer: String
    let authorizationEndpoint: WebURL
    let tokenEndpoint: WebURL
    let userInfoEndpoint: WebURL?
    let keySetURL: WebURL
    let tokenAuthenticationMethods: [String]?

    /// Whether each answer of the authorization endpoint names the issuer (RFC 9207, section 3).
    let namesIssuer: Bool

    private enum CodingKeys: String, CodingKey {
        case issuer
        case authorizationEndpoint = "authorization_endpoint"
        case tokenEndpoint = "token_endpoint"
        case userInfoEndpoint = "userinfo_endpoint"
        case keySetURL = "jwks_uri"
        case tokenAuthenticationMethods = "token_endpoint_auth_methods_supported"
        case namesIssuer = "authorization_response_iss_parameter_supported"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        issuer = try container.decode(String.self, forKey: .issuer)
        authorizationEndpoint = try container.url(forKey: .authorizationEndpoint)
        tokenEndpoint = try container.url(forKey: .tokenEndpoint)
        userInfoEndpoint = try container.urlIfPresent(forKey: .userInfoEndpoint)
        keySetURL = try container.url(forKey: .keySetURL)
        tokenAuthenticationMethods = try container.decodeIfPresent([String].self, forKey: .tokenAuthenticationMethods)
        namesIssuer = try container.decodeIfPresent(Bool.self, forKey: .namesIssuer) ?? false
    }

    /// Whether the secret goes into the authorization field (the default) or into the body.
    var takesSecretInHeader: Bool {
        tokenAuthenticationMethods.map { $0.contains("client_secret_basic") || !$0.contains("client_secret_post") }
            ?? true
    }
}

extension KeyedDecodingContainer {
    /// A URL that secrets may be sent to; nil when there is none.
    fileprivate func urlIfPresent(forKey key: Key) throws -> WebURL? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let url = WebURL(text) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not a URL for secrets")
        }
        return url
    }

    fileprivate func url(forKey key: Key) throws -> WebURL {
        guard let url = try urlIfPresent(forKey: key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "no URL"))
        }
        return url
    }
}
