import FoundationEssentials
import ServiceKit
public import ServiceLifecycle
public import Telemetry

/// The providers by which one can sign in, and the connections to them.
public struct OAuthProviders: Service {
    let configuration: OAuthConfiguration
    private let http: OAuthHTTPClient?
    private let all: [any IdentityProvider]

    /// Providers that are called when somebody signs in. Run it as a service, which closes the connections at the end.
    public init(configuration: OAuthConfiguration, tracer: TelemetryTracer) {
        self.init(configuration: configuration, tracer: tracer, now: Date.nowInMicroseconds)
    }

    init(
        configuration: OAuthConfiguration, tracer: TelemetryTracer, policy: CachePolicy = CachePolicy(),
        timeout: Duration = .seconds(5), now: @escaping @Sendable () -> Date
    ) {
        self.configuration = configuration
        guard !configuration.providers.isEmpty else {
            http = nil
            all = []
            return
        }
        let http = OAuthHTTPClient(tracer: tracer, timeout: timeout)
        self.http = http
        all = configuration.providers.map { settings -> any IdentityProvider in
            switch settings.kind {
            case .openID(let issuer):
                OpenIDProvider(settings: settings, issuer: issuer, http: http, policy: policy, now: now)
            case .gitHub(let site, let api):
                GitHubProvider(settings: settings, site: site, api: api, http: http)
            }
        }
    }

    /// The provider of a name.
    func provider(_ name: String) -> (any IdentityProvider)? {
        all.first { $0.settings.name == name }
    }

    /// Keeps the connections until the graceful shutdown.
    public func run() async throws {
        try? await gracefulShutdown()
        try await shutdown()
    }

    func shutdown() async throws {
        try await http?.shutdown()
    }
}
