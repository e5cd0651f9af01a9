import FoundationEssentials

@testable import DummyService

extension EntityOrder {
    /// Whether one place comes before another one, by comparing field after field.
    func isBefore(_ one: PagePosition, _ other: PagePosition) -> Bool {
        for (term, (left, right)) in zip(terms, zip(one.values, other.values)) where left != right {
            return left.isLess(than: right) != term.isDescending
        }
        // A UUID compares by its bytes, as its text form does.
        guard one.id != other.id else { return false }
        return (one.id.uuidString < other.id.uuidString) != isDescendingByID
    }
}

extension PagePosition.Value {
    fileprivate func isLess(than other: Self) -> Bool {
        switch (self, other) {
        case (.time(let left), .time(let right)): left < right
        case (.text(let left), .text(let right)): left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
        default: fatalError("values of two orders can't be compared")
        }
    }
}
