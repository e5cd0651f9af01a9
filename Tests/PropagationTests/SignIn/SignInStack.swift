import TestSupport

/// A stack whose auth knows the providers of an ``IssuerProcess``, reached from outside as ``site``.
struct SignInStack: Sendable {
    /// What browsers see; TLS ends in front of the gateway.
    static let site = "https://cairn.example.com"

    let stack: CairnStack
    let issuer: IssuerProcess
    let database: TestDatabase

    /// What the tests share which leave it as they found it. It ends with the test process.
    static var shared: SignInStack {
        get async throws { try await sharedStack.value }
    }

    private static let sharedStack = Task { try await start() }

    /// Runs `body` with a stack of its own.
    static func with(
        gateway: [String: String] = [:], _ body: @Sendable (SignInStack) async throws -> Void
    ) async throws {
        let issuer = try await IssuerProcess.start()
        let database = try await TestDatabase.make()
        do {
            try await CairnStack.with(options(issuer, database, gateway)) { stack in
                try await body(SignInStack(stack: stack, issuer: issuer, database: database))
            }
            await issuer.stop()
        } catch {
            await issuer.stop()
            throw error
        }
    }

    private static func start() async throws -> SignInStack {
        let issuer = try await IssuerProcess.start()
        let database = try await TestDatabase.make()
        return SignInStack(
            stack: try await CairnStack.start(options(issuer, database, [:])), issuer: issuer, database: database)
    }

    private static func options(
        _ issuer: IssuerProcess, _ database: TestDatabase, _ gateway: [String: String]
    ) -> CairnStack.Options {
        .init(
            databaseURL: database.url, auth: issuer.settings.merging(["PUBLIC_URL": site]) { $1 },
            gateway: ["GATEWAY_ORIGINS": site].merging(gateway) { $1 })
    }

    /// A browser that nobody has used.
    func browser() -> Browser { Browser(gatewayURL: stack.gatewayURL) }
}
