public import ServiceKit

/// How the gateway answers.
public struct GatewayConfiguration: Sendable {
    /// Where it listens; port 0 lets the system choose one.
    public var address: NetworkAddress
    /// The time in which a request must be answered, the calls that it makes included.
    public var requestTimeout: Duration
    /// How long a service may take to say that it can serve, before `/readyz` calls it down.
    public var readinessTimeout: Duration
    /// Whether the session cookie is only for HTTPS (and `http://localhost`).
    public var hasSecureCookie: Bool

    /// A configuration of its parts.
    public init(
        address: NetworkAddress = NetworkAddress(host: "127.0.0.1", port: 3000),
        requestTimeout: Duration = .seconds(10), readinessTimeout: Duration = .seconds(1),
        hasSecureCookie: Bool = true
    ) {
        self.address = address
        self.requestTimeout = requestTimeout
        self.readinessTimeout = readinessTimeout
        self.hasSecureCookie = hasSecureCookie
    }

    var cookie: SessionCookie { SessionCookie(isSecure: hasSecureCookie) }
}
