import TestSupport
import Testing

/// The whole backend as real processes on free ports: PostgreSQL, collector, auth, dummy, gateway.
struct CairnStack: Sendable {
    /// What a test wants other than usual.
    struct Options: Sendable {
        /// Where auth and dummy keep their data; a fresh database when nil.
        var databaseURL: String?
        /// How long a service keeps a span before it sends it, in ms.
        var scheduleDelay = 50
        /// Where the gateway finds dummy, instead of in the dummy process.
        var dummyAddress: String?
        /// Further settings of auth.
        var auth: [String: String] = [:]
        /// Further settings of the gateway.
        var gateway: [String: String] = [:]
    }

    /// What auth, dummy and gateway sign with for whom they call.
    static let callerTokenKey = "a caller token key of 40 characters ....."

    let collector: Program
    let auth: Program
    let dummy: Program
    let gateway: Program
    let queryURL: String
    let gatewayURL: String
    let collectorData: TemporaryDirectory
    private let environment: [String: String]

    /// The stack that the tests share which leave it as they found it. It ends with the test process.
    static var shared: CairnStack {
        get async throws { try await sharedStack.value }
    }

    private static let sharedStack = Task { try await start(Options()) }

    /// Runs `body` with a stack of its own, and stops what still runs afterwards.
    static func with<R: Sendable>(
        _ options: Options = Options(), _ body: (CairnStack) async throws -> R
    ) async throws -> R {
        let stack = try await start(options)
        do {
            let result = try await body(stack)
            await stack.stop()
            return result
        } catch {
            await stack.stop()
            throw error
        }
    }

    /// Stops every process in order, the collector last: it gets the spans that the others still hold.
    func stop() async {
        for program in [gateway, auth, dummy, collector] {
            program.terminate()
            await program.waitForExit()
        }
    }

    static func start(_ options: Options) async throws -> CairnStack {
        let data = try TemporaryDirectory()
        let collector = try await Program.start(
            "collector",
            arguments: ["serve", "--data", data.path, "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0"],
            listening: 2)
        let otlp = try #require(collector.address("otlp-http"))
        let query = try #require(collector.address("query"))
        let databaseURL =
            if let given = options.databaseURL { given } else { try await TestDatabase.make().url }
        let environment = [
            "DATABASE_URL": databaseURL,
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://\(otlp)",
            "OTEL_BSP_SCHEDULE_DELAY": "\(options.scheduleDelay)",
            "OTEL_BSP_MAX_QUEUE_SIZE": "65536",
            "AUTH_PASSWORD_COST": "ln=4,r=8,p=1",
            "CALLER_TOKEN_KEY": callerTokenKey,
        ]
        async let startingAuth = Program.start(
            "auth", environment: environment.merging(["AUTH_ADDR": "127.0.0.1:0"]) { $1 }.merging(options.auth) { $1 })
        async let startingDummy = Program.start(
            "dummy", environment: environment.merging(["DUMMY_ADDR": "127.0.0.1:0"]) { $1 })
        let (auth, dummy) = try await (startingAuth, startingDummy)
        let services = [
            "GATEWAY_ADDR": "127.0.0.1:0", "AUTH_ADDR": auth.address,
            "DUMMY_ADDR": options.dummyAddress ?? dummy.address,
            // The tests are the ones who begin traces, they look for every hop, and they all come from one address.
            "GATEWAY_TRACE_CONTEXT": "continue", "GATEWAY_BAGGAGE": "continue", "GATEWAY_SESSION_CACHE": "0s",
            "GATEWAY_AUTH_RATE": "off",
        ]
        let gateway = try await Program.start(
            "gateway", environment: environment.merging(services) { $1 }.merging(options.gateway) { $1 })
        return CairnStack(
            collector: collector, auth: auth, dummy: dummy, gateway: gateway, queryURL: "http://\(query)",
            gatewayURL: "http://\(gateway.address)", collectorData: data,
            environment: environment)
    }

    /// Starts dummy once more, where the first one has listened.
    func startDummy(port: Int) async throws -> Program {
        try await Program.start("dummy", environment: environment.merging(["DUMMY_ADDR": "127.0.0.1:\(port)"]) { $1 })
    }
}
