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
    configuration: GatewayConfiguration, upstreams: Upstreams, tracer: TelemetryTracer, logger: Logger
) -> some ApplicationProtocol {
    Application(
        router: buildRouter(configuration: configuration, upstreams: upstreams, tracer: tracer, logger: logger),
        server: .gracefulHTTP1(),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.address.host, port: configuration.address.port)),
        onServerRunning: { channel in
            logger.info(
                "listening", metadata: ["address": "\(NetworkAddress(of: channel, else: configuration.address))"])
        },
        logger: quiet(logger))
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
