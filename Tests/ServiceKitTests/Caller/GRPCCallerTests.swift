import FoundationEssentials
import GRPCCore
import ServiceLifecycle
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import ServiceKit

/// Callers from one program to another, over a real connection.
@Suite struct GRPCCallerTests {
    static let keys = CallerTokenTests.keys
    static let otherKeys = CallerTokenTests.otherKeys

    /// Whom the handler and the producer of a response saw.
    final class Seen: Sendable {
        let callers = Mutex<[Caller?]>([])
        var service: TestService {
            TestService(
                onCall: { self.callers.withLock { $0.append(Caller.current) } },
                onProduce: { self.callers.withLock { $0.append(Caller.current) } })
        }
    }

    struct Trust: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let client: CallerKeys?
        let server: CallerKeys
    }

    @Test(
        arguments: [
            Trust(testDescription: "a shared key", client: keys, server: keys),
            Trust(testDescription: "no keys", client: CallerKeys.none, server: .none),
            Trust(testDescription: "a key that only the client has", client: keys, server: .none),
        ], [CallerTokenTests.user, nil])
    func `given trust, when a call is made, then handler and producer see its caller`(_ trust: Trust, caller: Caller?)
        async throws
    {
        let seen = Seen()
        try await withBackend(
            seen.service, caller: GRPCServerCaller(keys: trust.server),
            callingAs: trust.client.map { GRPCClientCaller(service: "gateway", keys: $0) }
        ) { client, _, _ in
            let bytes = try await Caller.$current.withValue(caller) { try await client.call() }
            #expect(bytes == [1])
        }
        #expect(seen.callers.withLock { $0 } == [caller, caller])
    }

    @Test func `given no keys, when a call says nothing of a caller, then it has none`() async throws {
        let seen = Seen()
        try await withBackend(seen.service) { client, _, _ in _ = try await client.call() }
        #expect(seen.callers.withLock { $0 } == [nil, nil])
    }

    @Test(
        arguments: [
            Trust(testDescription: "an unsigned token", client: CallerKeys.none, server: keys),
            Trust(testDescription: "another key", client: otherKeys, server: keys),
        ], [CallerTokenTests.user, nil])
    func `given no trust, when a service of ours calls, then it learns what to do and the handler is not run`(
        _ trust: Trust, caller: Caller?
    ) async throws {
        let seen = Seen()
        try await withBackend(
            seen.service, caller: GRPCServerCaller(keys: trust.server),
            callingAs: trust.client.map { GRPCClientCaller(service: "gateway", keys: $0) }
        ) { client, _, _ in
            let error = await #expect(throws: RPCError.self) {
                _ = try await Caller.$current.withValue(caller) { try await client.call() }
            }
            #expect(error?.code == .internalError)
            #expect(error?.message.contains("CALLER_TOKEN_KEY") == true)
        }
        #expect(seen.callers.withLock { $0 }.isEmpty)
    }

    struct Stranger: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message: String
        let tokens: @Sendable () throws -> [String]
    }

    @Test(arguments: [
        Stranger(testDescription: "no token", message: "a caller token is needed") { [] },
        Stranger(testDescription: "an old token", message: "the caller token has expired") {
            [try CallerTokenTests.token(audience: nil).text(keys: keys)]
        },
        Stranger(testDescription: "two tokens", message: "the caller token is malformed") {
            let token = CallerToken(service: "gateway", audience: nil, expiry: .max, caller: nil)
            return [try token.text(keys: keys), try token.text(keys: keys)]
        },
        Stranger(testDescription: "a token for another service", message: "the caller token is for another service") {
            [
                try CallerToken(service: "gateway", audience: "cairn.auth.v1.Auth", expiry: .max, caller: nil)
                    .text(keys: keys)
            ]
        },
    ])
    func `given a key, when who reaches the port calls, then the call is unauthenticated and the handler is not run`(
        _ stranger: Stranger
    ) async throws {
        let seen = Seen()
        // The old token ends at this moment.
        let caller = GRPCServerCaller(keys: Self.keys) { CallerTokenTests.now + 60 }
        try await withBackend(seen.service, caller: caller) { client, _, _ in
            let metadata = try stranger.tokens().reduce(into: Metadata()) { $0.addString($1, forKey: "cairn-caller") }
            let error = await #expect(throws: RPCError.self) { _ = try await client.call(metadata: metadata) }
            #expect(error?.code == .unauthenticated)
            #expect(error?.message == stranger.message)
        }
        #expect(seen.callers.withLock { $0 }.isEmpty)
    }

    @Test func `given a key, when a health check is made, then it needs no caller`() async throws {
        try await withBackend(caller: GRPCServerCaller(keys: Self.keys)) { _, address, _ in
            try await eventually("health") {
                try await HealthProbe.check(address, service: TestService.name)
                return true
            }
        }
    }

    @Test func `given a token of the client's own, when a call is made, then the interceptor's replaces it`()
        async throws
    {
        let seen = Seen()
        try await withBackend(
            seen.service, caller: GRPCServerCaller(keys: Self.keys),
            callingAs: GRPCClientCaller(service: "gateway", keys: Self.keys)
        ) { client, _, _ in
            let bytes = try await client.call(metadata: ["cairn-caller": "forged"])
            #expect(bytes == [1])
        }
    }

    struct Listener: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let host: String
        let keys: CallerKeys
        let warns: Bool
    }

    @Test(arguments: [
        Listener(testDescription: "everywhere without a key", host: "0.0.0.0", keys: .none, warns: true),
        Listener(testDescription: "everywhere with a key", host: "0.0.0.0", keys: keys, warns: false),
        Listener(testDescription: "on loopback without a key", host: "127.0.0.1", keys: .none, warns: false),
    ])
    func `given an address and keys, when a host listens, then it warns where strangers could call`(
        _ listener: Listener
    ) async throws {
        let log = LogCapture()
        let host = try GRPCServiceHost(
            address: NetworkAddress(host: listener.host, port: 0), services: [],
            caller: GRPCServerCaller(keys: listener.keys), tracer: .disabled, logger: log.logger)
        let servers = ServiceGroup(services: [host], logger: log.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await servers.run() }
            try await eventually("the log line") { log.lines.contains { $0.hasPrefix("listening") } }
            await servers.triggerGracefulShutdown()
            try await group.waitForAll()
        }
        #expect(log.lines.contains { $0.contains("CALLER_TOKEN_KEY") } == listener.warns)
    }
}
