import ServiceKit

extension String {
    /// What people call something, checked: on one line, trimmed, with its length in Unicode scalars, as PostgreSQL counts.
    func checkedName(length: ClosedRange<Int>) throws(InvalidArgument) -> String {
        let text = trimmed
        guard length ~= text.unicodeScalars.count else {
            throw InvalidArgument(
                field: "name", "must have \(length.lowerBound) to \(length.upperBound) characters")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw InvalidArgument(field: "name", "must not contain control characters")
        }
        return text
    }
}
