import FoundationEssentials

/// A place in an order: what the last entity of a page has in the fields of the order, and its id.
///
/// A position stays where it is when entities before it come or go, as an offset would not.
struct PagePosition: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case time(Date)
        case text(String)
    }

    /// One for each field of the order.
    let values: [Value]
    let id: UUID
}

extension EntityOrder {
    /// Where an entity stands.
    func position(of entity: Entity) -> PagePosition {
        PagePosition(
            values: terms.map { term in
                switch term.field {
                case .name: .text(entity.name.text)
                case .createTime: .time(entity.createTime)
                case .updateTime: .time(entity.updateTime)
                }
            }, id: entity.id)
    }
}
