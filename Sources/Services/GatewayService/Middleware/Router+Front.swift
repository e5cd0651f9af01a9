import Hummingbird
import Interceptors
import Logging
import Telemetry

extension Router<GatewayContext> {
    /// The router's own chain: what every request passes, whether a route matches it or not, before an endpoint answers.
    ///
    /// The order matters. What adds fields to answers stands before what refuses, so that refusals have them, too; what is
    /// cheap and refuses stands before what costs more.
    func addFront(
        configuration: GatewayConfiguration, sessions: SessionValidator, drain: Drain, tracer: TelemetryTracer,
        logger: Logger
    ) {
        let front = configuration.front
        addMiddleware {
            ClientIdentification(proxies: front.proxies, publicOrigins: front.publicOrigins)
            HTTPServerTracing<GatewayContext>(
                tracer: tracer, incoming: { _, context in front.incomingContext(from: context.origin) },
                clientAddress: { _, context in context.origin.client?.description })
            AccessLog<GatewayContext>(logger: logger, level: .info) { $0.origin.client?.description }
            ConnectionClosing<GatewayContext>(drain: drain)
            HeadAnswers<GatewayContext>()
            securityHeaders(configuration)
            CORS<GatewayContext>(configuration: front.cors)
            ProblemResponses<GatewayContext>(logger: logger)
            RequestSanity<GatewayContext>(origin: \.origin)
            ConcurrencyLimit<GatewayContext>(maximum: front.maximumRequests)
            RateLimiting<GatewayContext>(front.rateLimits, origin: \.origin)
            // Once more, so that the limits are told also when an endpoint throws.
            ProblemResponses<GatewayContext>(logger: logger)
            CrossSiteDefence<GatewayContext>(
                publicOrigins: front.publicOrigins, cors: front.cors, cookie: configuration.cookie, origin: \.origin)
            SessionForgetting<GatewayContext>(cookie: sessions.cookie, cache: sessions.cache)
            RequestDeadline<GatewayContext>(timeout: configuration.requestTimeout)
        }
    }

    /// A group for probes, which come every few seconds: they are not traced, not limited, and their log lines would hide
    /// the others.
    func probes(configuration: GatewayConfiguration, drain: Drain, logger: Logger) -> RouterGroup<GatewayContext> {
        group().addMiddleware {
            AccessLog<GatewayContext>(logger: logger, level: .debug)
            ConnectionClosing<GatewayContext>(drain: drain)
            HeadAnswers<GatewayContext>()
            securityHeaders(configuration)
            ProblemResponses<GatewayContext>(logger: logger)
        }
    }

    private func securityHeaders(_ configuration: GatewayConfiguration) -> SecurityHeaders<GatewayContext> {
        SecurityHeaders(
            strictTransportAge: configuration.front.strictTransportAge.components.seconds, cookie: configuration.cookie,
            origin: \.origin)
    }
}
