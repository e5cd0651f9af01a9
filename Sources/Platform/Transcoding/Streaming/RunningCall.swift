import EventLoops
import GRPCCore
import SwiftProtobuf

/// A streaming call that runs beside the answer which writes its messages.
///
/// The call ends when the answer has been written or can't be, and at the latest when the answer is thrown away.
final class RunningCall<Input: Message, Output: Message>: Sendable {
    private let pipe: MessagePipe<Output>
    private let task: Task<Void, Never>

    /// Begins the call. The task has the task-locals of whoever begins it: trace, deadline, logger.
    init(
        _ input: Input, _ metadata: Metadata, call: @escaping StreamingCall<Input, Output>,
        around: @escaping @Sendable (_ body: @escaping @Sendable () async throws -> Void) async throws -> Void
    ) {
        let pipe = MessagePipe<Output>()
        self.pipe = pipe
        task = Task(executorPreference: EventLoopExecutor.current) {
            do {
                try await around {
                    try await call(input, metadata) { response in
                        let messages = try response.accepted.get()
                        for try await part in messages.bodyParts {
                            if case .message(let message) = part { try await pipe.send(message) }
                        }
                    }
                }
                pipe.finish()
            } catch {
                pipe.finish(.failure(error))
            }
        }
    }

    deinit {
        task.cancel()
    }

    /// The first message; nil for a stream that ends without one.
    /// - Throws: The error with which the service refused the call.
    func first() async throws -> Output? {
        try await pipe.next()
    }

    /// Hands over each message from the first one on; at last, the error that ended the stream, if one did.
    func drain(
        from first: Output?, message: (Output) async throws -> Void, failure: (RPCError) async throws -> Void
    ) async throws {
        do {
            var next = first
            while let output = next {
                try await message(output)
                next = try await self.next(failure)
            }
        } catch {
            await end()
            throw error
        }
        await end()
    }

    private func next(_ failure: (RPCError) async throws -> Void) async throws -> Output? {
        do {
            return try await pipe.next()
        } catch let error as RPCError {
            try await failure(error)
            return nil
        }
    }

    private func end() async {
        pipe.close()
        task.cancel()
        await task.value
    }
}
