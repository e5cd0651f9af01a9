public import AuthAPI
public import DummyAPI
public import ServiceKit

/// The services that the gateway calls.
public struct Upstreams: Sendable {
    /// Accounts and sessions.
    public var auth: any Cairn_Auth_V1_Auth.ClientProtocol
    /// Entities.
    public var dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol
    /// Who is asked whether auth can serve.
    public var authHealth: any Grpc_Health_V1_Health.ClientProtocol
    /// Who is asked whether dummy can serve.
    public var dummyHealth: any Grpc_Health_V1_Health.ClientProtocol

    /// The services by their clients.
    public init(
        auth: any Cairn_Auth_V1_Auth.ClientProtocol, authHealth: any Grpc_Health_V1_Health.ClientProtocol,
        dummy: any Cairn_Dummy_V1_Dummy.ClientProtocol, dummyHealth: any Grpc_Health_V1_Health.ClientProtocol
    ) {
        self.auth = auth
        self.authHealth = authHealth
        self.dummy = dummy
        self.dummyHealth = dummyHealth
    }
}
