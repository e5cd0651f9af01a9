import Hummingbird
import Logging

extension Router<GatewayContext> {
    /// Adds the web app: `/`, what is below `/app`, and its configuration; nothing when there is no app. To be called
    /// before the chain of the API is added.
    ///
    /// Its files are not traced: nothing happens behind them, and a page's twenty traces would hide those of the requests
    /// that it makes. They have limits of their own, so that loading the page takes nothing from what it may ask.
    /// - Returns: The paths that are its.
    func addApp(configuration: GatewayConfiguration, drain: Drain, logger: Logger) -> [String] {
        let app = configuration.app
        guard !app.files.isEmpty else { return [] }
        let group = appGroup(configuration: configuration, drain: drain, logger: logger)
        for file in app.files {
            group.addFile(RouterPath(file.route), AppFileResponder(file: file))
        }
        group.addFile("/app-config.json", AppConfigResponder(configuration: app))
        return app.files.map(\.route) + ["/app-config.json"]
    }

    private func appGroup(
        configuration: GatewayConfiguration, drain: Drain, logger: Logger
    ) -> RouterGroup<GatewayContext> {
        let front = configuration.front
        return group().addMiddleware {
            ClientIdentification(proxies: front.proxies, publicOrigins: front.publicOrigins)
            AccessLog<GatewayContext>(logger: logger, level: .debug)
            ConnectionClosing<GatewayContext>(drain: drain)
            SecurityHeaders<GatewayContext>(
                strictTransportAge: front.strictTransportAge.components.seconds, cookie: configuration.cookie,
                origin: \.origin)
            ProblemResponses<GatewayContext>(logger: logger)
            RequestSanity<GatewayContext>(origin: \.origin)
            ConcurrencyLimit<GatewayContext>(maximum: front.maximumRequests)
            RateLimiting<GatewayContext>(front.rateLimits, origin: \.origin)
        }
    }
}

extension RouterGroup<GatewayContext> {
    /// Answers GET and HEAD.
    fileprivate func addFile(_ path: RouterPath, _ responder: some HTTPResponder<GatewayContext>) {
        on(path, method: .get, responder: responder)
        on(
            path, method: .head,
            responder: CallbackResponder { request, context in
                try await responder.respond(to: request, context: context).createHeadResponse()
            })
    }
}
