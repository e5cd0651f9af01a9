import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Interceptors

/// A client of ``EchoService``.
struct EchoClient: Sendable {
    typealias Transport = GRPCCallTransport<HTTP2ClientTransport.Posix>

    let client: GRPCClient<Transport>

    /// Calls a method with some messages and gives what it answers.
    @discardableResult
    func call(
        _ method: MethodDescriptor = EchoService.unary, _ texts: [String] = ["a"], metadata: Metadata = [:],
        waitForReady: Bool = false
    ) async throws -> [String] {
        let request = StreamingClientRequest<String>(metadata: metadata) { writer in
            for text in texts { try await writer.write(text) }
        }
        var options = CallOptions.defaults
        options.waitForReady = waitForReady
        return try await client.bidirectionalStreaming(
            request: request, descriptor: method, serializer: TextCoder(), deserializer: TextCoder(), options: options
        ) { response in
            var answers: [String] = []
            for try await answer in response.messages { answers.append(answer) }
            return answers
        }
    }

    /// Calls a method, reads its first message and gives the response up.
    func callForFirst(_ method: MethodDescriptor) async throws -> String? {
        let request = StreamingClientRequest<String> { try await $0.write("a") }
        return try await client.bidirectionalStreaming(
            request: request, descriptor: method, serializer: TextCoder(), deserializer: TextCoder(),
            options: .defaults
        ) { response in
            for try await answer in response.messages { return answer }
            return nil
        }
    }
}
