import FoundationEssentials

/// What a list shows.
struct EntityQuery: Sendable {
    let userID: UUID
    var filter = EntityFilter.all([])
    var order = EntityOrder.standard
    /// Shows deleted entities, too, unless they are gone by then; nil shows none.
    var deletedAsOf: Date?
    /// After which place in the order it begins; nil for the beginning.
    var position: PagePosition?
}
