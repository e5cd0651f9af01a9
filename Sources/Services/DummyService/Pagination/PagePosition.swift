import FoundationEssentials

/// A place in a list that is ordered by time and id: the last entity of a page, after which the next one begins.
///
/// A position stays where it is when entities before it come or go, as an offset would not.
struct PagePosition: Sendable, Hashable {
    let createTime: Date
    let id: UUID
}

extension Entity {
    /// The entity's place in its owner's list.
    var position: PagePosition { PagePosition(createTime: createTime, id: id) }
}
