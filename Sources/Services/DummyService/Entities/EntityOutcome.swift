/// What became of a change that was asked for.
enum EntityOutcome: Sendable, Hashable {
    /// It was made, and this is the entity now.
    case done(Entity)
    /// There is no such entity, or it is deleted.
    case absent
    /// The entity is not in the state that the precondition demands.
    case preconditionFailed
    /// The entity can't be restored, because it is not deleted.
    case notDeleted
}
