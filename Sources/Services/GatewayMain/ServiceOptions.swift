import ArgumentParser
import GatewayService
import ServiceKit

/// The flags that say where the services are. `make service` adds to them.
struct ServiceOptions: ParsableArguments {
    @Option(help: .init(GatewaySettings.auth.help))
    var authAddr: String?

    @Option(help: .init(Backend.dummy.address.help))
    var dummyAddr: String?

    /// The settings that are given.
    var flags: [String: String?] {
        [
            GatewaySettings.auth.name: authAddr,
            Backend.dummy.address.name: dummyAddr,
        ]
    }
}
