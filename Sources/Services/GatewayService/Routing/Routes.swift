import AuthAPI
import Hummingbird
import Logging
import ServiceKit
import Telemetry
import Transcoding

/// Everything that the gateway answers, and what each request passes on its way.
func buildRouter(
    configuration: GatewayConfiguration, upstreams: Upstreams, drain: Drain, tracer: TelemetryTracer, logger: Logger
) -> Router<GatewayContext> {
    let router = Router(context: GatewayContext.self)

    var health = Endpoints(router: router.probes(configuration: configuration, drain: drain, logger: logger))
    health.add(LivenessCheck())
    health.add(ReadinessCheck(upstreams: upstreams, timeout: configuration.readinessTimeout, drain: drain))
    let appPaths = router.addApp(configuration: configuration, drain: drain, logger: logger)

    let sessions = SessionValidator(
        auth: Cairn_Auth_V1_Auth.Client(wrapping: upstreams.auth.client), cookie: configuration.cookie,
        cache: SessionCache(configuration.sessionCache),
        tracer: tracer)
    let sites = OwnSite(publicOrigins: configuration.front.publicOrigins)
    let table = routes(upstreams: upstreams, hooks: GatewayHooks(sessions: sessions), sites: sites)
    router.add(middleware: RouteNaming(table))
    router.addFront(
        configuration: configuration, sessions: sessions, drain: drain, tracer: tracer, logger: logger)
    router.add(middleware: RouteTableMiddleware(table))
    let files = Dictionary(appPaths.map { ($0, [HTTPRequest.Method.get, .head]) }) { first, _ in first }
    router.add(middleware: MethodRefusal(methods: health.methods.merging(files) { probe, _ in probe }))
    return router
}

/// The routes of the services, as their protos have them, and those that the gateway answers itself.
private func routes(upstreams: Upstreams, hooks: GatewayHooks, sites: OwnSite) -> RouteTable<GatewayContext> {
    var table = RouteTable<GatewayContext>()
    Cairn_Auth_V1_Auth.addRoutes(to: &table, client: hooks.sessions.auth, hooks: hooks)
    for (backend, connection) in upstreams.backends { backend.addRoutes(&table, connection.client, hooks) }
    table.addSignIn(sessions: hooks.sessions, sites: sites)
    table.addDocs()
    return table
}
