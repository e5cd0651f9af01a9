/// The names of a store's files: logs carry the number of their generation, segments those of the first and the last
/// generation that they hold.
enum StoreFileName: Equatable {
    case log(UInt64)
    case segment(ClosedRange<UInt64>)
    /// A segment that is being written.
    case incompleteSegment

    private static let digits = 10

    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        switch parts[1] {
        case "log":
            guard let number = Self.number(parts[0]) else { return nil }
            self = .log(number)
        case "segment":
            let numbers = parts[0].split(separator: "-", omittingEmptySubsequences: false)
            guard numbers.count == 2, let first = Self.number(numbers[0]), let last = Self.number(numbers[1]),
                first <= last
            else { return nil }
            self = .segment(first...last)
        case "incomplete": self = .incompleteSegment
        default: return nil
        }
    }

    var description: String {
        switch self {
        case .log(let number): Self.text(number) + ".log"
        case .segment(let range): "\(Self.text(range.lowerBound))-\(Self.text(range.upperBound)).segment"
        case .incompleteSegment: "segment.incomplete"
        }
    }

    private static func text(_ number: UInt64) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func number(_ text: Substring) -> UInt64? {
        guard let number = UInt64(text), Self.text(number) == text else { return nil }
        return number
    }
}
