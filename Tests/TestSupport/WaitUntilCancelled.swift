/// Waits until the task is cancelled, as work does that never ends by itself.
/// - Throws: `CancellationError`, always.
public func waitUntilCancelled() async throws {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    for await _ in stream {}
    continuation.finish()
    throw CancellationError()
}
