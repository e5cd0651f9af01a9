public import HummingbirdCore
public import Logging
public import NIOCore
import Synchronization

/// Handles connections as `Base` does, and closes those that the server never comes to handle.
///
/// A connection that is accepted in the moment in which the server stops listening is dropped by the server. NIO ends
/// the whole process when a connection's writer goes away unfinished ("Deinited NIOAsyncWriter without calling
/// finish()"), and with the process would go what its graceful shutdown still had to do.
public struct GracefulChildChannel<Base: ServerChildChannel>: ServerChildChannel {
    /// A connection that is handled once, if only to close it.
    public final class Value: ServerChildChannelValue {
        /// The connection's channel.
        public let channel: any Channel
        private let base: Base
        private let logger: Logger
        private let waiting: Mutex<Base.Value?>

        init(_ value: Base.Value, base: Base, logger: Logger) {
            self.base = base
            self.logger = logger
            channel = value.channel
            waiting = Mutex(value)
        }

        func handle() async {
            guard let value = waiting.withLock({ $0.take() }) else { return }
            await base.handle(value: value, logger: logger)
        }

        deinit {
            guard let value = waiting.withLock({ $0.take() }) else { return }
            channel.close(promise: nil)
            // On a closed channel this only finishes what NIO wants finished. Nobody is left who could wait for it.
            Task { [base, logger] in await base.handle(value: value, logger: logger) }
        }
    }

    private let base: Base

    /// A child channel over another one.
    public init(_ base: Base) {
        self.base = base
    }

    /// Sets the channel up as the base does.
    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).map { Value($0, base: base, logger: logger) }
    }

    /// Handles the connection as the base does.
    public func handle(value: Value, logger: Logger) async {
        await value.handle()
    }
}
