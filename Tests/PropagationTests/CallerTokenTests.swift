import AuthAPI
import DummyAPI
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import TestSupport
import Testing

/// Only who holds the key can call a service, whoever reaches its port.
@Suite struct CallerTokenTests {
    @Test func `given a running stack, when a stranger calls a service, then every method is unauthenticated`()
        async throws
    {
        let stack = try await CairnStack.shared
        let services = [
            (stack.auth, Cairn_Auth_V1_Auth.Method.descriptors), (stack.dummy, Cairn_Dummy_V1_Dummy.Method.descriptors),
        ]
        for (program, methods) in services {
            try #require(methods.count > 3)
            let port = try #require(program.address.split(separator: ":").last.flatMap { Int($0) })
            try await withGRPCClient(
                transport: .http2NIOPosix(
                    target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
            ) { client in
                for method in methods {
                    for metadata in [[:], ["cairn-caller": "AQAA."], ["cairn-caller": ""]] as [Metadata] {
                        let error = await #expect(throws: RPCError.self) {
                            try await client.unary(
                                request: ClientRequest(message: [], metadata: metadata), descriptor: method,
                                serializer: Bytes(), deserializer: Bytes(), options: .defaults
                            ) { _ = try $0.message }
                        }
                        #expect(error?.code == .unauthenticated, "\(method): \(String(describing: error))")
                    }
                }
            }
        }
    }

    @Test(arguments: ["", "another caller token key of 42 characters .."])
    func `given a gateway with another key, when somebody calls, then it is our fault and the log says what to do`(
        key: String
    ) async throws {
        try await CairnStack.with(.init(gateway: ["CALLER_TOKEN_KEY": key])) { stack in
            let signIn = try await stack.send(
                "POST", "/auth/login", json: #"{"email":"ada@example.com","password":"correct horse"}"#)
            // Never 401: it is not the user's session that is wrong.
            let read = try await stack.send("GET", "/user/me", token: "\(String(repeating: "a", count: 36)).secret")
            #expect(signIn.status == 500)
            #expect([500, 503].contains(read.status))
            try await eventually("the log line") {
                stack.gateway.output.contains { $0.contains("give both the same CALLER_TOKEN_KEY") }
            }
            #expect(!String(decoding: signIn.body, as: UTF8.self).contains("CALLER_TOKEN_KEY"))
        }
    }
}

/// Bytes as they are.
private struct Bytes: MessageSerializer, MessageDeserializer {
    func serialize<Contents: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Contents { Contents(message) }
    func deserialize<Contents: GRPCContiguousBytes>(_ bytes: Contents) throws -> [UInt8] {
        bytes.withUnsafeBytes(Array.init)
    }
}
