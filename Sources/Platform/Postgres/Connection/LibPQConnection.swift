import CLibPQ
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A connection of libpq in non-blocking mode.
///
/// The unchecked `Sendable` holds because a `PGconn` and the statement cache are changed only by the task that has set
/// `isBusy`, and whatever changes them begins with that; between statements only the holder of the pool's lease looks
/// at the state. The connection is closed when the last reference to it goes, so never under a call.
final class LibPQConnection: @unchecked Sendable {
    typealias Instant = ContinuousClock.Instant

    let pointer: OpaquePointer
    let cancelTimeout: Duration
    let poller = ReadinessPoller.shared
    var statements: StatementCache

    /// Set when the state of the connection is unknown; it must not be used any more.
    private(set) var isAbandoned = false
    private let isBusy = Atomic(false)

    /// Takes over the ownership of a `PGconn` that is connected.
    init(owning pointer: OpaquePointer, configuration: PostgresConfiguration) {
        self.pointer = pointer
        cancelTimeout = configuration.cancelTimeout
        statements = StatementCache(limit: configuration.preparedStatementLimit)
        PQsetnonblocking(pointer, 1)
    }

    /// Sends a goodbye if the socket takes it at once, and closes.
    deinit { PQfinish(pointer) }

    /// Keeps the connection to one task at a time.
    func exclusively<Result>(
        _ body: () async throws(PostgresError) -> Result
    ) async throws(PostgresError) -> Result {
        guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
            throw PostgresError(.connectionMisuse, "the connection is in use: its statements run one after the other")
        }
        defer { isBusy.store(false, ordering: .releasing) }
        return try await body()
    }

    /// Whether another task may have the connection next: it works, and no transaction or statement is open on it.
    func isReusable() -> Bool {
        guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
            return false
        }
        defer { isBusy.store(false, ordering: .releasing) }
        return !isAbandoned && PQstatus(pointer) == CONNECTION_OK && PQtransactionStatus(pointer) == PQTRANS_IDLE
    }

    /// Finds out without waiting whether the server has closed an idle connection.
    func isOpen() -> Bool {
        guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
            return false
        }
        defer { isBusy.store(false, ordering: .releasing) }
        var byte: UInt8 = 0
        // What an idle connection has to read is a notice or the end; more than a few rounds are not worth the while.
        for _ in 0..<4 {
            let count = recv(PQsocket(pointer), &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
            if count < 0 { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR }
            guard count > 0, PQconsumeInput(pointer) == 1, PQstatus(pointer) == CONNECTION_OK else { return false }
            // Reads notices and parameter changes, and nothing else, as no statement is under way.
            _ = PQisBusy(pointer)
        }
        return false
    }

    /// Whether a transaction is open, and the connection fit to end it.
    var isInTransaction: Bool {
        let status = PQtransactionStatus(pointer)
        return !isBroken && (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
    }

    var isBroken: Bool { isAbandoned || PQstatus(pointer) != CONNECTION_OK }

    func abandon() { isAbandoned = true }

    /// libpq's last words on the connection, for failures of the connection itself; they hold no values.
    var lastMessage: String { Self.lastMessage(pointer) }

    static func lastMessage(_ pointer: OpaquePointer) -> String {
        let message = String(cString: PQerrorMessage(pointer))
        return message.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
