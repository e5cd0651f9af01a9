import HTTPServing
public import Hummingbird
public import Logging
import NIOCore
import ServiceKit
public import Telemetry

/// Builds the gateway as an application that serves HTTP/1.1 when it is run. It logs `listening` with its address.
///
/// The upstreams' connections are not its own: they have to run before and after it.
public func buildApplication(
    configuration: GatewayConfiguration, upstreams: Upstreams, drain: Drain = Drain(), tracer: TelemetryTracer,
    logger: Logger
) -> some ApplicationProtocol {
    let front = configuration.front
    return Application(
        router: buildRouter(
            configuration: configuration, upstreams: upstreams, drain: drain, tracer: tracer, logger: logger),
        server: .gracefulHTTP1(
            idleTimeout: TimeAmount(front.idleTimeout), limits: HTTPConnectionLimits(configuration)),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.address.host, port: configuration.address.port),
            availableConnectionsDelegate: .maximum(front.maximumConnections, logger: quiet(logger))),
        onServerRunning: { channel in
            logger.info(
                "listening", metadata: ["address": "\(NetworkAddress(of: channel, else: configuration.address))"])
        },
        logger: quiet(logger))
}

extension HTTPConnectionLimits {
    /// A body must have arrived a while after the request's own deadline: the endpoint that waits for it answers first.
    fileprivate init(_ configuration: GatewayConfiguration) {
        self.init(
            headTimeout: TimeAmount(configuration.front.headTimeout),
            bodyTimeout: TimeAmount(configuration.requestTimeout + .seconds(5)),
            maximumHeadSize: configuration.front.maximumHeadSize)
    }
}

/// Hummingbird's own lines say nothing that ours don't.
private func quiet(_ logger: Logger) -> Logger {
    var logger = logger
    logger.logLevel = max(logger.logLevel, .warning)
    return logger
}

extension NetworkAddress {
    /// Where a server's channel listens.
    fileprivate init(of channel: any Channel, else configured: NetworkAddress) {
        guard let address = channel.localAddress, let port = address.port else {
            self = configured
            return
        }
        self.init(host: address.ipAddress ?? configured.host, port: port)
    }
}
