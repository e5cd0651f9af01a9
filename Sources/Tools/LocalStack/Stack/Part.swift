/// A part of the stack.
public enum Part: String, CaseIterable, Sendable {
    /// The private PostgreSQL server.
    case postgres
    /// The collector.
    case collector
    /// The auth service.
    case auth
    /// The dummy service.
    case dummy
    /// The gateway.
    case gateway

    /// The addresses that the part listens on.
    var listeners: [StackSettings.Listener] {
        switch self {
        case .postgres: []
        case .collector: [.otlpHTTP, .query]
        case .auth: [.auth]
        case .dummy: [.dummy]
        case .gateway: [.gateway]
        }
    }
}
