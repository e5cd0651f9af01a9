import CLibPQ
import Synchronization

/// What it takes to cancel the statement that a connection runs, apart from the connection.
///
/// The unchecked `Sendable` holds because a `PGcancel` is a copy of address and key that nothing changes, made to be used from
/// another thread (libpq, "Canceling Queries in Progress").
final class CancelRequest: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let result = Atomic(false)

    init?(for connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit { PQfreeCancel(pointer) }

    /// Whether the server has taken the request.
    var succeeded: Bool { result.load(ordering: .acquiring) }

    /// Blocks until the server has taken the request or can't be reached.
    func send() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
            result.store(PQcancel(pointer, message.baseAddress, 256) == 1, ordering: .releasing)
        }
    }
}
