import EventLoops
import HTTPServing
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One HTTP server of the collector: says where it listens, and in plain words why it cannot.
struct Listener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    let networkProtocol: ListenerProtocol
    let address: ListenAddress
    let responder: Responder
    let logger: Logger
    var handlers: @Sendable () -> [any RemovableChannelHandler] = { [] }
    let onListening: @Sendable (ListenerProtocol, ListenAddress) -> Void

    func run() async throws {
        // Connections and those who handle their requests share one thread: waking each other costs more than most
        // requests do, and what takes long has threads of its own.
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let application = Application(
            responder: responder,
            server: .gracefulHTTP1(idleTimeout: .seconds(180), handlers: handlers),
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
            onServerRunning: { channel in listening(on: channel) },
            eventLoopGroupProvider: .shared(eventLoop),
            logger: quiet(logger))
        do {
            try await withTaskExecutorPreference(EventLoopExecutor(eventLoop)) {
                try await application.run()
            }
        } catch let error as IOError {
            throw failure(String(cString: strerror(error.errnoCode)))
        } catch let error as NIOConnectionError {
            throw failure("\(error)")
        } catch let error as SocketAddressError {
            throw failure("\(error)")
        }
    }

    private func listening(on channel: any Channel) {
        let port = channel.localAddress?.port ?? address.port
        let bound = ListenAddress(host: address.host, port: port)
        logger.info(
            "listening", metadata: ["address": "\(bound)", "protocol": "\(networkProtocol.rawValue)"])
        onListening(networkProtocol, bound)
    }

    private func failure(_ reason: String) -> CollectorError {
        CollectorError(.address, "cannot listen on \(address) for \(networkProtocol.rawValue): \(reason)")
    }

    /// The server's own remarks repeat ours at this level.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel == .info { logger.logLevel = .notice }
        return logger
    }
}

/// What is spoken on a listener.
public enum ListenerProtocol: String, Hashable, Sendable {
    /// OTLP over HTTP.
    case otlpHTTP = "otlp-http"
    /// Queries over HTTP.
    case query
}
