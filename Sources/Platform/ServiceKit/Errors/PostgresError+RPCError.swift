import GRPCCore
import Postgres

extension PostgresError {
    /// What the caller of an RPC is told when the database is away or too slow; `nil` when the failure is a fault of ours.
    var rpcError: RPCError? {
        switch code {
        case .connectionFailed, .connectionLost, .poolExhausted, .poolClosed: unavailable
        case .timeout: RPCError(code: .deadlineExceeded, message: "the database did not answer in time", cause: self)
        case .cancelled: RPCError(code: .cancelled, message: "the call was cancelled", cause: self)
        case .server where isOutage: unavailable
        case .server where isSerializationFailure:
            RPCError(code: .aborted, message: "another change came first, try again", cause: self)
        default: nil
        }
    }

    private var unavailable: RPCError {
        RPCError(code: .unavailable, message: "the database is not available", cause: self)
    }

    /// SQLSTATE classes 08 (connection), 53 (out of memory, disk or connections), 58 (the system's failures) and the
    /// three of class 57 that say that the server stops or starts.
    private var isOutage: Bool {
        guard let sqlState else { return false }
        return ["08", "53", "58"].contains(sqlState.prefix(2)) || ["57P01", "57P02", "57P03"].contains(sqlState)
    }
}
