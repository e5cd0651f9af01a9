import Synchronization

extension ConnectionPool {
    /// Closes what is idle for too long and connects up to the minimum.
    /// - Returns: why a connect failed; the pool tries again after a pause.
    func maintain() async -> PostgresError? {
        let slots = perform { $0.maintain(now: .now) }
        return await withTaskGroup(of: PostgresError?.self) { group in
            for slot in slots {
                group.addTask {
                    do throws(PostgresError) {
                        self.release(try await self.connect(slot, until: nil))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(nil) { $0 ?? $1 }
        }
    }

    /// Lets nobody in any more and waits until everybody has left; a cancellation turns away those who wait.
    func drain() async {
        perform { $0.shutdown() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDrained = state.withLock { state in
                    if !state.isDrained { state.drained = continuation }
                    return state.isDrained
                }
                if isDrained { continuation.resume() }
                if Task.isCancelled { abandon() }
            }
        } onCancel: {
            abandon()
        }
    }

    private func abandon() {
        perform { $0.abandonWaiters() }
        state.withLock { $0.drained.take() }?.resume()
    }
}
