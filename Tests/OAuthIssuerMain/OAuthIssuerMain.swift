import Crypto
import Foundation
import Hummingbird
import Logging
import NIOCore
import OAuthIssuer

/// Issuers on a free port of loopback, as a process of its own: each argument names one, which is reached below `/NAME`.
@main
struct OAuthIssuerMain {
    static func main() async throws {
        let issuers = CommandLine.arguments.dropFirst().map { name in
            let key = SigningKey.es256(P256.Signing.PrivateKey())
            return (name, OAuthIssuer(IssuerBehaviour(keys: ["first": key], signingKey: ("first", key))))
        }
        let router = Router()
        for (name, issuer) in issuers {
            let group = router.group(RouterPath(name))
            issuer.addRoutes(to: group)
            issuer.addControl(to: group)
        }
        var logger = Logger(label: "issuer")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                for (name, issuer) in issuers { issuer.url = "http://127.0.0.1:\(port)/\(name)" }
                FileHandle.standardError.write(Data("listening address=127.0.0.1:\(port)\n".utf8))
            }, logger: logger)
        try await application.runService()
    }
}
