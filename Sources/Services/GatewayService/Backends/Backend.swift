import GRPCCore
public import ServiceKit
import Transcoding

/// A service whose routes the gateway serves: where it is, and what it adds to the gateway's table.
public struct Backend: Sendable {
    /// The program's name, for example `dummy`.
    public let name: String
    /// Where it answers, for example `DUMMY_ADDR`.
    public let address: Setting<SettingList<NetworkAddress>>

    let addRoutes:
        @Sendable (
            _ table: inout RouteTable<GatewayContext>, _ client: GRPCClient<GRPCServiceClient.Transport>,
            _ hooks: GatewayHooks
        ) -> Void

    /// A service that listens on `port` of this machine when nothing else is said.
    init(
        name: String, port: Int,
        addRoutes:
            @escaping @Sendable (
                inout RouteTable<GatewayContext>, GRPCClient<GRPCServiceClient.Transport>, GatewayHooks
            ) -> Void
    ) {
        self.name = name
        address = .addresses(
            "\(name.uppercased())_ADDR", "Where the \(name) service answers, likewise",
            default: [NetworkAddress(host: "127.0.0.1", port: port)])
        self.addRoutes = addRoutes
    }
}
