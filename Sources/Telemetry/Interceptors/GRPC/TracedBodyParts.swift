import GRPCCore

/// The parts of a response, whose end ends the span of the call.
struct TracedBodyParts<Message: Sendable>: AsyncSequence, Sendable {
    typealias Element = StreamingClientResponse<Message>.Contents.BodyPart

    let base: RPCAsyncSequence<Element, any Error>
    let call: GRPCSpan
    let deadline: Deadline?

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: base.makeAsyncIterator(), call: call, deadline: deadline)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var base: RPCAsyncSequence<Element, any Error>.AsyncIterator
        let call: GRPCSpan
        let deadline: Deadline?

        mutating func next() async throws -> Element? {
            try await next(isolation: nil)
        }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            do {
                let part = try await base.next(isolation: actor)
                switch part {
                case .message: break
                case .trailingMetadata, nil: call.finish(.ok, isError: false)
                }
                return part
            } catch {
                GRPCClientTracing.finish(call, error, deadline)
                throw error
            }
        }
    }
}
