public import GRPCCore
public import ServiceKit

/// The services that the gateway calls.
public struct Upstreams: Sendable {
    /// The connections to a service.
    public struct Connection: Sendable {
        /// For the calls of requests.
        public let client: GRPCClient<GRPCServiceClient.Transport>
        /// For the question whether the service can serve.
        public let health: GRPCClient<GRPCServiceClient.Transport>

        /// A connection of its parts.
        public init(
            client: GRPCClient<GRPCServiceClient.Transport>, health: GRPCClient<GRPCServiceClient.Transport>
        ) {
            self.client = client
            self.health = health
        }
    }

    /// Accounts and sessions.
    let auth: Connection
    /// All others that are known.
    let backends: [(backend: Backend, connection: Connection)]

    /// The services by their connections.
    ///
    /// - Parameter connection: The connection to a service; nil for one whose routes are not served.
    public init(auth: Connection, connection: (Backend) throws -> Connection?) rethrows {
        self.auth = auth
        backends = try Backend.all.compactMap { backend in
            try connection(backend).map { (backend, $0) }
        }
    }

    /// Whom to ask whether they can serve.
    var health: [(name: String, client: any Grpc_Health_V1_Health.ClientProtocol)] {
        [("auth", Grpc_Health_V1_Health.Client(wrapping: auth.health))]
            + backends.map { ($0.backend.name, Grpc_Health_V1_Health.Client(wrapping: $0.connection.health)) }
    }
}
