import Hummingbird
import HummingbirdTesting
import OAuthIssuer

extension OAuthIssuer {
    /// Runs the issuer on a free port while `body` runs.
    func run<Result: Sendable>(_ body: @escaping @Sendable (OAuthIssuer) async throws -> Result) async throws -> Result
    {
        let router = Router()
        addRoutes(to: router)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: LogLines().logger)
        return try await application.test(.live) { client in
            self.url = "http://127.0.0.1:\(client.port ?? 0)"
            return try await body(self)
        }
    }
}
