import Interceptors
public import ServiceKit

extension FrontConfiguration {
    /// The configuration that the settings describe.
    public init(settings: Settings) throws(SettingsError) {
        self.init(
            publicOrigins: try settings.value(of: FrontSettings.origins).values,
            cors: try CORSConfiguration(settings: settings),
            proxies: try settings.value(of: FrontSettings.trustedProxies),
            strictTransportAge: try settings.value(of: FrontSettings.strictTransportAge),
            incomingContext: IncomingContext(
                trace: try settings.value(of: FrontSettings.traceContext),
                baggage: try settings.value(of: FrontSettings.baggage)),
            rateLimits: RateLimitConfiguration(
                authentication: try settings.value(of: FrontSettings.authenticationRate).limit,
                client: try settings.value(of: FrontSettings.clientRate).limit,
                global: try settings.value(of: FrontSettings.globalRate).limit),
            maximumRequests: try settings.value(of: FrontSettings.maximumRequests),
            maximumConnections: try settings.value(of: FrontSettings.maximumConnections),
            idleTimeout: try settings.value(of: FrontSettings.idleTimeout),
            headTimeout: try settings.value(of: FrontSettings.headTimeout),
            maximumHeadSize: try settings.value(of: FrontSettings.maximumHeadSize))
    }
}

extension CORSConfiguration {
    init(settings: Settings) throws(SettingsError) {
        self.init(
            origins: try settings.value(of: FrontSettings.corsOrigins),
            allowsCredentials: try settings.value(of: FrontSettings.corsCredentials),
            maximumAge: try settings.value(of: FrontSettings.corsMaximumAge))
        guard !(origins == .any && allowsCredentials) else {
            throw SettingsError(
                code: .invalid,
                message: "GATEWAY_CORS_CREDENTIALS: the cookie can't be allowed to all origins: name them in "
                    + "GATEWAY_CORS_ORIGINS")
        }
    }
}

extension CORSConfiguration.Origins {
    /// Reads `*` or a list of origins; nil for anything else.
    init?(_ text: String) {
        if text == "*" {
            self = .any
            return
        }
        var origins: [WebOrigin] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let origin = WebOrigin(part.trimming(" ")) else { return nil }
            origins.append(origin)
        }
        self = .only(origins)
    }
}
