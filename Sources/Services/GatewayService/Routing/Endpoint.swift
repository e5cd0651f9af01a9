import Hummingbird

/// One thing that a client can ask for: its route, its checks of the request, its call, and its answer.
protocol Endpoint<Context>: HTTPResponder {
    static var route: Route { get }
}
