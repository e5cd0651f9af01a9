import FoundationEssentials

@testable import DummyService

extension EntityFilter {
    /// What the filter means for one entity.
    func matches(_ entity: Entity) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(entity) }
        case .any(let parts): parts.contains { $0.matches(entity) }
        case .not(let filter): !filter.matches(entity)
        case .text(let field, let comparison, let text):
            comparison.holds(
                Array(field.value(of: entity).unicodeScalars.map(\.value)), Array(text.unicodeScalars.map(\.value))
            ) {
                $0.lexicographicallyPrecedes($1)
            }
        case .contains(let field, let text):
            Self.contains(Array(field.value(of: entity).asciiLowercased.utf8), Array(text.utf8))
        case .time(let field, let comparison, let time):
            comparison.holds(field == .createTime ? entity.createTime : entity.updateTime, time, <)
        }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
    }
}

extension EntityFilter.TextField {
    fileprivate func value(of entity: Entity) -> String {
        switch self {
        case .name: entity.name.text
        case .description: entity.description.text
        }
    }
}

extension EntityFilter.Comparison {
    fileprivate func holds<Value: Equatable>(_ left: Value, _ right: Value, _ isLess: (Value, Value) -> Bool) -> Bool {
        switch self {
        case .equal: left == right
        case .unequal: left != right
        case .less: isLess(left, right)
        case .lessOrEqual: !isLess(right, left)
        case .greater: isLess(right, left)
        case .greaterOrEqual: !isLess(left, right)
        }
    }
}
