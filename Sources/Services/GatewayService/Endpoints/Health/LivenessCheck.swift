import Hummingbird
import OTLP

/// `GET /healthz`: the gateway itself runs. It asks nobody else, so that an outage elsewhere does not get it restarted.
struct LivenessCheck: Endpoint {
    static let route = Route(.get, "/healthz")

    func respond(to request: Request, context: GatewayContext) -> Response {
        .json(.ok) { writer in writer.object { $0.member("status", "SERVING") } }
    }
}
