import DummyAPI
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import SwiftProtobuf
import Synchronization

/// A gRPC server that stands where dummy stands, answers `GetEntity`, and keeps the metadata it was sent.
///
/// dummy itself shows nobody its metadata; this is how a test sees what the gateway sends.
final class MetadataRecorder: Sendable {
    static let entityID = "00000000-0000-4000-8000-000000000001"

    let address: String
    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let serving: Task<Void, any Error>
    private let service: RecordingService

    private init(
        address: String, server: GRPCServer<HTTP2ServerTransport.Posix>, serving: Task<Void, any Error>,
        service: RecordingService
    ) {
        self.address = address
        self.server = server
        self.serving = serving
        self.service = service
    }

    static func start() async throws -> MetadataRecorder {
        let service = RecordingService()
        let transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
        let server = GRPCServer(transport: transport, services: [service])
        let serving = Task { try await server.serve() }
        let bound = try await transport.listeningAddress
        return MetadataRecorder(
            address: "127.0.0.1:\(bound.ipv4!.port)", server: server, serving: serving, service: service)
    }

    func stop() async {
        server.beginGracefulShutdown()
        _ = await serving.result
    }

    /// The text metadata of the call whose `traceparent` has this trace id; empty when there was none.
    func metadata(ofTrace traceID: String) -> [String: String] {
        service.calls.withLock { calls in calls.first { $0["traceparent"]?.contains(traceID) == true } ?? [:] }
    }
}

private final class RecordingService: RegistrableRPCService {
    let calls = Mutex<[[String: String]]>([])

    func registerMethods(with router: inout RPCRouter<some ServerTransport>) {
        router.registerHandler(
            forMethod: Cairn_Dummy_V1_Dummy.Method.GetEntity.descriptor,
            deserializer: ProtobufDeserializer<Cairn_Dummy_V1_GetEntityRequest>(),
            serializer: ProtobufSerializer<Cairn_Dummy_V1_GetEntityResponse>()
        ) { request, _ in
            let texts = request.metadata.compactMap { key, value -> (String, String)? in
                if case .string(let text) = value { (key, text) } else { nil }
            }
            self.calls.withLock { $0.append(Dictionary(texts) { "\($0),\($1)" }) }
            return StreamingServerResponse { writer in
                try await writer.write(.with { $0.entity.id = MetadataRecorder.entityID })
                return [:]
            }
        }
    }
}
