import TestSupport
import Testing

/// The backend as real processes, with the gateway serving the web app of this checkout.
struct AppStack: Sendable {
    let collector: Program
    let auth: Program
    let dummy: Program
    let gateway: Program
    /// The providers, if there are any.
    let issuer: Program?
    let queryURL: String
    /// What auth, dummy and gateway are told.
    private let common: [String: String]
    private let gatewaySettings: [String: String]
    private let collectorData: TemporaryDirectory

    var url: String { "http://\(gateway.address)" }

    /// The stack that all tests share. It ends with the test process.
    static var shared: AppStack {
        get async throws { try await starting.value }
    }

    private static let starting = Task { try await start() }

    /// A gateway beside the shared one, for tests that stop it.
    func startGateway(at address: String = "127.0.0.1:0") async throws -> Program {
        try await Program.start("gateway", environment: gatewaySettings.merging(["GATEWAY_ADDR": address]) { $1 })
    }

    /// The same collector and dummy, and an auth with providers behind a gateway of its own.
    func withProviders() async throws -> AppStack {
        let issuer = try await Program.start("OAuthIssuerMain", arguments: ["acme", "globex"])
        var settings = common.merging([
            "DATABASE_URL": try await TestDatabase.make().url, "AUTH_ADDR": "127.0.0.1:0", "PUBLIC_URL": publicURL,
            "OAUTH_PROVIDERS": "acme,globex",
        ]) { $1 }
        for name in ["acme", "globex"] {
            let prefix = "OAUTH_\(name.uppercased())"
            settings["\(prefix)_ISSUER"] = "http://\(issuer.address)/\(name)"
            settings["\(prefix)_CLIENT_ID"] = "cairn client"
            settings["\(prefix)_CLIENT_SECRET"] = "client/secret+of:cairn"
        }
        let auth = try await Program.start("auth", environment: settings)
        let gatewaySettings = gatewaySettings.merging(["AUTH_ADDR": auth.address]) { $1 }
        let gateway = try await Program.start("gateway", environment: gatewaySettings)
        return AppStack(
            collector: collector, auth: auth, dummy: dummy, gateway: gateway, issuer: issuer, queryURL: queryURL,
            common: common, gatewaySettings: gatewaySettings, collectorData: collectorData)
    }

    private static func start() async throws -> AppStack {
        let data = try TemporaryDirectory()
        let collector = try await Program.start(
            "collector",
            arguments: ["serve", "--data", data.path, "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0"],
            listening: 2)
        let query = "http://\(try #require(collector.address("query")))"
        let common = [
            "DATABASE_URL": try await TestDatabase.make().url,
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://\(try #require(collector.address("otlp-http")))",
            "OTEL_BSP_SCHEDULE_DELAY": "50",
            "AUTH_PASSWORD_COST": "ln=4,r=8,p=1",
            "CALLER_TOKEN_KEY": "0123456789abcdef0123456789abcdef",
        ]
        async let startingAuth = Program.start(
            "auth", environment: common.merging(["AUTH_ADDR": "127.0.0.1:0"]) { $1 })
        async let startingDummy = Program.start(
            "dummy", environment: common.merging(["DUMMY_ADDR": "127.0.0.1:0"]) { $1 })
        let (auth, dummy) = try await (startingAuth, startingDummy)
        let settings = common.merging([
            "GATEWAY_ADDR": "127.0.0.1:0", "AUTH_ADDR": auth.address, "DUMMY_ADDR": dummy.address,
            // The tests all come from one address.
            "GATEWAY_AUTH_RATE": "off",
            "GATEWAY_APP_DIRECTORY": appDirectory, "GATEWAY_TRACES_URL": "\(query)/api/traces/{id}",
        ]) { $1 }
        let gateway = try await Program.start("gateway", environment: settings)
        return AppStack(
            collector: collector, auth: auth, dummy: dummy, gateway: gateway, issuer: nil, queryURL: query,
            common: common, gatewaySettings: settings, collectorData: data)
    }

    /// `app` beside `Tests`.
    private static var appDirectory: String {
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/app"
    }
}
