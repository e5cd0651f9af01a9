import ArgumentParser
import GatewayService
import ServiceKit

/// The flags for what stands between the gateway's clients and its endpoints.
struct FrontOptions: ParsableArguments {
    @Option(help: .init(FrontSettings.origins.help))
    var gatewayOrigins: String?

    @Option(help: .init(FrontSettings.trustedProxies.help))
    var gatewayTrustedProxies: String?

    @Option(help: .init(FrontSettings.corsOrigins.help))
    var gatewayCorsOrigins: String?

    @Option(help: .init(FrontSettings.corsCredentials.help))
    var gatewayCorsCredentials: String?

    @Option(help: .init(FrontSettings.corsMaximumAge.help))
    var gatewayCorsMaxAge: String?

    @Option(help: .init(FrontSettings.strictTransportAge.help))
    var gatewayHstsMaxAge: String?

    @Option(help: .init(FrontSettings.traceContext.help))
    var gatewayTraceContext: String?

    @Option(help: .init(FrontSettings.baggage.help))
    var gatewayBaggage: String?

    @Option(help: .init(FrontSettings.authenticationRate.help))
    var gatewayAuthRate: String?

    @Option(help: .init(FrontSettings.clientRate.help))
    var gatewayClientRate: String?

    @Option(help: .init(FrontSettings.globalRate.help))
    var gatewayGlobalRate: String?

    @Option(help: .init(FrontSettings.maximumRequests.help))
    var gatewayMaxRequests: String?

    @Option(help: .init(FrontSettings.maximumConnections.help))
    var gatewayMaxConnections: String?

    @Option(help: .init(FrontSettings.idleTimeout.help))
    var gatewayIdleTimeout: String?

    @Option(help: .init(FrontSettings.headTimeout.help))
    var gatewayHeadTimeout: String?

    @Option(help: .init(FrontSettings.maximumHeadSize.help))
    var gatewayMaxHeadSize: String?

    /// What was given, by the names of the settings.
    var flags: [String: String?] {
        [
            FrontSettings.origins.name: gatewayOrigins,
            FrontSettings.trustedProxies.name: gatewayTrustedProxies,
            FrontSettings.corsOrigins.name: gatewayCorsOrigins,
            FrontSettings.corsCredentials.name: gatewayCorsCredentials,
            FrontSettings.corsMaximumAge.name: gatewayCorsMaxAge,
            FrontSettings.strictTransportAge.name: gatewayHstsMaxAge,
            FrontSettings.traceContext.name: gatewayTraceContext,
            FrontSettings.baggage.name: gatewayBaggage,
            FrontSettings.authenticationRate.name: gatewayAuthRate,
            FrontSettings.clientRate.name: gatewayClientRate,
            FrontSettings.globalRate.name: gatewayGlobalRate,
            FrontSettings.maximumRequests.name: gatewayMaxRequests,
            FrontSettings.maximumConnections.name: gatewayMaxConnections,
            FrontSettings.idleTimeout.name: gatewayIdleTimeout,
            FrontSettings.headTimeout.name: gatewayHeadTimeout,
            FrontSettings.maximumHeadSize.name: gatewayMaxHeadSize,
        ]
    }
}
