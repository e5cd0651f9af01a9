import Hummingbird
import Interceptors
import Logging
import ServiceKit
import Telemetry

/// Everything that the gateway answers, and what each request passes on its way.
func buildRouter(
    configuration: GatewayConfiguration, upstreams: Upstreams, tracer: TelemetryTracer, logger: Logger
) -> Router<GatewayContext> {
    let router = Router(context: GatewayContext.self)

    // Probes come every few seconds: they are not traced, and their log lines would hide the others.
    let probes = router.group()
        .addMiddleware {
            AccessLog<GatewayContext>(logger: logger, level: .debug)
            ProblemResponses<GatewayContext>(logger: logger)
        }
    var health = Endpoints(router: probes)
    health.add(LivenessCheck())
    health.add(ReadinessCheck(upstreams: upstreams, timeout: configuration.readinessTimeout))
    health.refuseOtherMethods()

    router.addMiddleware {
        HTTPServerTracing<GatewayContext>(tracer: tracer)
        AccessLog<GatewayContext>(logger: logger, level: .info)
        ProblemResponses<GatewayContext>(logger: logger)
        RequestDeadline<GatewayContext>(timeout: configuration.requestTimeout)
    }
    var endpoints = Endpoints(router: router)
    endpoints.addAuth(upstreams: upstreams, cookie: configuration.cookie)
    endpoints.addEntities(upstreams: upstreams, cookie: configuration.cookie)
    endpoints.refuseOtherMethods()
    return router
}

extension Endpoints {
    /// Accounts and sessions.
    fileprivate mutating func addAuth(upstreams: Upstreams, cookie: SessionCookie) {
        add(Register(auth: upstreams.auth, cookie: cookie))
        add(Login(auth: upstreams.auth, cookie: cookie))
        add(Logout(auth: upstreams.auth, cookie: cookie))
        add(Authenticated(auth: upstreams.auth, cookie: cookie, endpoint: Me()))
    }

    /// The entities of whoever is signed in.
    fileprivate mutating func addEntities(upstreams: Upstreams, cookie: SessionCookie) {
        let dummy = upstreams.dummy
        add(Authenticated(auth: upstreams.auth, cookie: cookie, endpoint: CreateEntity(dummy: dummy)))
        add(Authenticated(auth: upstreams.auth, cookie: cookie, endpoint: ListEntities(dummy: dummy)))
        add(Authenticated(auth: upstreams.auth, cookie: cookie, endpoint: GetEntity(dummy: dummy)))
        add(Authenticated(auth: upstreams.auth, cookie: cookie, endpoint: UpdateEntity(dummy: dummy)))
        add(Authenticated(auth: upstreams.auth, cookie: cookie, endpoint: DeleteEntity(dummy: dummy)))
    }
}
