import GRPCCore

extension RPCError {
    /// Somebody else's entity is answered like one that never was.
    static var noSuchEntity: RPCError {
        RPCError(code: .notFound, message: "there is no entity with this id")
    }

    /// The code that AIP-154 gives to an etag that does not match: read the entity again, then decide again.
    static var entityHasChanged: RPCError {
        RPCError(code: .aborted, message: "the entity has changed since it had this etag")
    }

    /// The code that AIP-164 gives to the restoring of what is not deleted.
    static var entityIsNotDeleted: RPCError {
        RPCError(code: .alreadyExists, message: "the entity is not deleted")
    }

    /// Under this id another entity has been created. Sending the request again does not help, a new id does.
    static var requestIDIsTaken: RPCError {
        RPCError(code: .alreadyExists, message: "request_id was used for another request; use a new one")
    }
}

extension EntityOutcome {
    /// The entity as a change has left it, or what the caller is told.
    func entity() throws(RPCError) -> Entity {
        switch self {
        case .done(let entity): return entity
        case .absent: throw .noSuchEntity
        case .preconditionFailed: throw .entityHasChanged
        case .notDeleted: throw .entityIsNotDeleted
        }
    }
}
