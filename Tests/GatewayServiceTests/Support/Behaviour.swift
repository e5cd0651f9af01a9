import GRPCCore

/// What a fake service does with a call.
enum Behaviour: Sendable {
    case answers
    case fails(RPCError.Code, String)
    /// Is unavailable for a number of calls.
    case recovers(after: Int)
    /// Holds the call until it is cancelled.
    case hangs
    /// Nothing listens where the service should be.
    case isDown

    func apply(_ context: ServerContext, call: Int = 1) async throws {
        switch self {
        case .answers, .isDown: return
        case .fails(let code, let message): throw RPCError(code: code, message: message)
        case .recovers(let failures):
            if call <= failures { throw RPCError(code: .unavailable, message: "starting") }
        case .hangs: try await context.cancellation.cancelled
        }
    }
}
