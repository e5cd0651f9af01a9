import GRPCCore
import Logging
import ServiceKit
import ServiceLifecycle
import Synchronization
import Telemetry
import TestSupport
import TraceTesting

/// A service of one method, whose work a test gives.
struct TestService: RegistrableRPCService {
    static let name = "test.v1.Test"
    static let method = MethodDescriptor(fullyQualifiedService: name, method: "Call", type: .unary)

    var onCall: @Sendable () async throws -> Void = {}
    var onProduce: @Sendable () async throws -> Void = {}

    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(forMethod: Self.method, deserializer: ByteCoder(), serializer: ByteCoder()) { _, _ in
            try await onCall()
            return StreamingServerResponse { writer in
                try await onProduce()
                try await writer.write([1])
                return [:]
            }
        }
    }
}

/// Bytes as they are.
struct ByteCoder: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] { bytes.withUnsafeBytes(Array.init) }
}

/// Collects what is logged.
final class LogCapture: Sendable {
    private let storage = Mutex<[String]>([])
    var lines: [String] { storage.withLock { $0 } }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(capture: self) }
    }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            capture.storage.withLock { $0.append("\(event.message)\(fields)") }
        }
    }
}

/// Runs a host, and a client of it, until `body` has returned.
@discardableResult
func withBackend<Result: Sendable>(
    _ service: TestService = TestService(), readiness: [Readiness] = [], tracer: TelemetryTracer = .disabled,
    log: LogCapture = LogCapture(), caller: GRPCServerCaller = GRPCServerCaller(keys: .none),
    callingAs clientCaller: GRPCClientCaller? = nil,
    _ body: @Sendable (GRPCServiceClient, NetworkAddress, ServiceGroup) async throws -> Result
) async throws -> Result {
    let host = try GRPCServiceHost(
        address: NetworkAddress(host: "127.0.0.1", port: 0), services: [service], serviceNames: [TestService.name],
        readiness: readiness, caller: caller, tracer: tracer, logger: log.logger)
    let servers = ServiceGroup(services: [host], logger: log.logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await servers.run() }
        let address = try await eventually("the server listens") { try await host.boundAddress }
        let client = try GRPCServiceClient(
            address: address, timeout: .seconds(60), tracer: tracer, caller: clientCaller)
        group.addTask { try await client.run() }
        let result = try await body(client, address, servers)
        client.client.beginGracefulShutdown()
        await servers.triggerGracefulShutdown()
        try await group.waitForAll()
        return result
    }
}

extension GRPCServiceClient {
    /// Calls the service's method.
    func call(metadata: Metadata = [:]) async throws -> [UInt8] {
        try await client.unary(
            request: ClientRequest(message: [], metadata: metadata), descriptor: TestService.method,
            serializer: ByteCoder(),
            deserializer: ByteCoder(), options: .defaults
        ) { try $0.message }
    }
}
