import Hummingbird
import PathTemplates

/// What a client calls an endpoint by that is written by hand.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// A path template such as `/auth/{provider}/login`; it also names the spans.
    let template: PathTemplate

    init(_ method: HTTPRequest.Method, _ template: StaticString) {
        self.method = method
        self.template = PathTemplate(stringLiteral: template)
    }

    /// The template as Hummingbird's router reads it. It knows no verbs and no variables of several segments.
    var path: RouterPath { RouterPath(template.description) }
}
