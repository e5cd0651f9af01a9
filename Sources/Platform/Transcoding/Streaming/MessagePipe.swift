import Synchronization

/// Hands messages from the call that receives them to the answer that writes them, one at a time: a client that reads
/// slowly slows the service down, and nothing piles up.
///
/// One task sends, another one receives. When one of them is cancelled while it waits, the pipe is closed for both.
final class MessagePipe<Element: Sendable>: Sendable {
    private typealias Sender = CheckedContinuation<Void, any Error>
    private typealias Receiver = CheckedContinuation<Element?, any Error>

    private struct State {
        var element: Element?
        /// Waits until `element` is taken.
        var sender: Sender?
        /// Waits for an element or the end.
        var receiver: Receiver?
        /// How the stream ended.
        var end: Result<Void, any Error>?
    }

    private let state = Mutex(State())

    /// Hands an element over; returns when it has been taken.
    /// - Throws: `CancellationError` when nobody will take it.
    func send(_ element: Element) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (sender: Sender) in
                let resume: () -> Void = state.withLock { state in
                    if state.end != nil { return { sender.resume(throwing: CancellationError()) } }
                    guard let receiver = state.receiver else {
                        state.element = element
                        state.sender = sender
                        return {}
                    }
                    state.receiver = nil
                    return {
                        receiver.resume(returning: element)
                        sender.resume()
                    }
                }
                resume()
            }
        } onCancel: {
            close()
        }
    }

    /// The next element; nil at the end.
    /// - Throws: The error that the stream was ended with.
    func next() async throws -> Element? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (receiver: Receiver) in
                let resume: () -> Void = state.withLock { state in
                    if let element = state.element {
                        let sender = state.sender
                        state.element = nil
                        state.sender = nil
                        return {
                            sender?.resume()
                            receiver.resume(returning: element)
                        }
                    }
                    if let end = state.end { return { receiver.resume(with: end.map { nil }) } }
                    state.receiver = receiver
                    return {}
                }
                resume()
            }
        } onCancel: {
            close()
        }
    }

    /// Ends the stream after what was sent. Only the first end counts.
    func finish(_ end: Result<Void, any Error> = .success(())) {
        let receiver = state.withLock { state -> Receiver? in
            if state.end == nil { state.end = end }
            defer { state.receiver = nil }
            return state.receiver
        }
        receiver?.resume(with: end.map { nil })
    }

    /// Nobody receives any more: what is sent from now on is refused.
    func close() {
        let waiting = state.withLock { state -> (Sender?, Receiver?) in
            if state.end == nil { state.end = .failure(CancellationError()) }
            defer {
                state.element = nil
                state.sender = nil
                state.receiver = nil
            }
            return (state.sender, state.receiver)
        }
        waiting.0?.resume(throwing: CancellationError())
        waiting.1?.resume(throwing: CancellationError())
    }
}
