import Hummingbird
import OTLP

/// `GET /app-config.json`: what the web app must know of its surroundings.
struct AppConfigResponder: HTTPResponder {
    let configuration: AppConfiguration

    func respond(to request: Request, context: GatewayContext) -> Response {
        var response = Response.json(.ok) { writer in
            writer.object { writer in
                if let traces = configuration.traces { writer.member("traces", traces.template) }
            }
        }
        response.headers[.cacheControl] = "no-cache"
        return response
    }
}
