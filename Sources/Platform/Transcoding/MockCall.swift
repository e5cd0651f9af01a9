package import GRPCCore
import Synchronization

/// What generated mocks have in common.
package enum MockCall {
    /// What a call gets that the mock was given no answer for.
    package static func unanswered(_ method: String) -> RPCError {
        RPCError(code: .unimplemented, message: "the mock has no answer for \(method)")
    }

    /// The response of a call that `answer` answers.
    package static func response<Output: Sendable>(
        _ answer: () async throws -> Output
    ) async -> ClientResponse<Output> {
        do {
            return ClientResponse(message: try await answer())
        } catch {
            return ClientResponse(of: Output.self, error: rpcError(error))
        }
    }

    /// The response of a call that is answered by a stream.
    package static func stream<Output: Sendable>(
        _ answer: () async throws -> AsyncThrowingStream<Output, any Error>
    ) async -> StreamingClientResponse<Output> {
        do {
            let messages = try await answer().map { StreamingClientResponse<Output>.Contents.BodyPart.message($0) }
            return StreamingClientResponse(
                accepted: .success(
                    StreamingClientResponse.Contents(metadata: [:], bodyParts: RPCAsyncSequence(wrapping: messages))))
        } catch {
            return StreamingClientResponse(of: Output.self, error: rpcError(error))
        }
    }

    /// The messages that a client sends in a stream.
    package static func messages<Input: Sendable>(of request: StreamingClientRequest<Input>) async throws -> [Input] {
        let collector = MessageCollector<Input>()
        try await request.producer(RPCWriter(wrapping: collector))
        return collector.messages.withLock { $0 }
    }

    private static func rpcError(_ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError: error
        case let error as any RPCErrorConvertible: RPCError(error)
        default: RPCError(code: .unknown, message: "\(error)", cause: error)
        }
    }
}

private final class MessageCollector<Element: Sendable>: RPCWriterProtocol, Sendable {
    let messages = Mutex<[Element]>([])

    func write(_ element: Element) async throws {
        messages.withLock { $0.append(element) }
    }

    func write(contentsOf elements: some Sequence<Element>) async throws {
        messages.withLock { $0.append(contentsOf: elements) }
    }
}
