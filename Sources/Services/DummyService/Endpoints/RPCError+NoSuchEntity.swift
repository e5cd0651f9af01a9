import GRPCCore

extension RPCError {
    /// Somebody else's entity is answered like one that never was.
    static var noSuchEntity: RPCError {
        RPCError(code: .notFound, message: "there is no entity with this id")
    }
}
