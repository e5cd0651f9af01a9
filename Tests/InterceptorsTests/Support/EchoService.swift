import GRPCCore

/// A gRPC service of four methods, one for each shape of call, whose work a test gives.
struct EchoService: RegistrableRPCService {
    static let name = "test.v1.Echo"
    static let unary = MethodDescriptor(fullyQualifiedService: name, method: "Unary", type: .unary)
    static let collect = MethodDescriptor(fullyQualifiedService: name, method: "Collect", type: .clientStreaming)
    static let expand = MethodDescriptor(fullyQualifiedService: name, method: "Expand", type: .serverStreaming)
    static let chat = MethodDescriptor(fullyQualifiedService: name, method: "Chat", type: .bidirectionalStreaming)

    /// Runs in the handler, before there is a response.
    var onCall: @Sendable (Metadata) async throws -> Void = { _ in }
    /// Runs in the closure that produces the response, after its first message.
    var onProduce: @Sendable () async throws -> Void = {}

    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        for method in [Self.unary, Self.collect, Self.expand, Self.chat] {
            router.registerHandler(forMethod: method, deserializer: TextCoder(), serializer: TextCoder()) {
                request, _ in
                try await onCall(request.metadata)
                var texts: [String] = []
                for try await text in request.messages { texts.append(text) }
                let answers = Self.answers(to: texts, of: method)
                return StreamingServerResponse { writer in
                    try await writer.write(answers.first ?? "")
                    try await onProduce()
                    for answer in answers.dropFirst() { try await writer.write(answer) }
                    return [:]
                }
            }
        }
    }

    private static func answers(to texts: [String], of method: MethodDescriptor) -> [String] {
        switch method.type {
        case .serverStreaming: texts + texts + texts
        case .bidirectionalStreaming: texts
        default: [texts.joined()]
        }
    }
}

/// Texts as their UTF-8 bytes.
struct TextCoder: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: String) throws -> Bytes {
        Bytes(message.utf8)
    }

    func deserialize<Bytes: GRPCContiguousBytes>(_ serializedMessageBytes: Bytes) throws -> String {
        serializedMessageBytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
