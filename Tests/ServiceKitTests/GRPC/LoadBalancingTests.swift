import GRPCCore
import GRPCNIOTransportHTTP2Posix
import ServiceLifecycle
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import ServiceKit

/// A service at several addresses.
struct LoadBalancingTests {
    @Test(
        arguments: [
            ("nothing", [], []),
            ("one family", ["1.1.1.1", "2.2.2.2"], [["1.1.1.1"], ["2.2.2.2"]]),
            ("both families of one machine", ["::1", "127.0.0.1"], [["127.0.0.1", "::1"]]),
            ("more of one family", ["a::1", "1.1.1.1", "2.2.2.2"], [["1.1.1.1", "a::1"], ["2.2.2.2"]]),
        ] as [(String, [String], [[String]])])
    func `given the addresses of a name, when they become endpoints, then two families of a machine share one`(
        _: String, addresses: [String], endpoints: [[String]]
    ) {
        let given: [GRPCNIOTransportHTTP2Posix.SocketAddress] = addresses.map {
            $0.contains(":") ? .ipv6(host: $0, port: 1) : .ipv4(host: $0, port: 1)
        }
        #expect(ServiceResolver.endpoints(of: given).map { $0.addresses.map { NetworkAddress($0)?.host } } == endpoints)
    }

    @Test func `given two servers, when one after the other stops, then calls go where somebody listens`() async throws
    {
        let first = Mutex(0)
        let second = Mutex(0)
        try await withBackend(TestService(onCall: { first.withLock { $0 += 1 } })) { _, one, oneServers in
            try await withBackend(TestService(onCall: { second.withLock { $0 += 1 } })) { _, two, _ in
                let client = try GRPCServiceClient(
                    addresses: [one, two], name: "test", timeout: .seconds(60), tracer: .disabled)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await client.run() }
                    try await eventually("calls of both") {
                        _ = try await client.call()
                        return first.withLock { $0 } > 0 && second.withLock { $0 } > 0
                    }
                    // In turn: no server gets twice as many as the other.
                    first.withLock { $0 = 0 }
                    second.withLock { $0 = 0 }
                    for _ in 0..<20 { _ = try await client.call() }
                    #expect(first.withLock { $0 } == 10)
                    #expect(second.withLock { $0 } == 10)

                    await oneServers.triggerGracefulShutdown()
                    try await eventually("only the second is left") {
                        let before = second.withLock { $0 }
                        for _ in 0..<5 { _ = try await client.call() }
                        return second.withLock { $0 } == before + 5
                    }
                    client.client.beginGracefulShutdown()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `given a name of several addresses, when only one of them is listened on, then it is found`()
        async throws
    {
        try await withBackend { _, address, _ in
            let client = try GRPCServiceClient(
                addresses: [
                    NetworkAddress(host: "localhost", port: address.port), NetworkAddress(host: "127.0.0.1", port: 1),
                ], name: "test", timeout: .seconds(60), tracer: .disabled)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try await eventually("an answer") { try await client.call() == [1] }
                client.client.beginGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }

    @Test func `given a name that does not exist among others, when a call is made, then the others answer`()
        async throws
    {
        try await withBackend { _, address, _ in
            let client = try GRPCServiceClient(
                addresses: [NetworkAddress(host: "nowhere.invalid", port: 1), address], name: "test",
                timeout: .seconds(60), tracer: .disabled)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try await eventually("an answer") { try await client.call() == [1] }
                client.client.beginGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }
}
