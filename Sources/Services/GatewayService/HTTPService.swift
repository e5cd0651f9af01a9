import Hummingbird
import NIOCore
import ServiceKit
import ServiceLifecycle

/// Runs an application, and says in one sentence when its address can't be had.
struct HTTPService<App: ApplicationProtocol>: Service {
    let application: App
    let address: NetworkAddress

    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw StartupError(code: .address, message: "cannot listen on \(address)", cause: error)
        }
    }
}
