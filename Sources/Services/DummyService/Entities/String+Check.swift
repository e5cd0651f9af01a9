import ServiceKit

extension String {
    /// Refuses a text that is too long, or that PostgreSQL can't hold.
    func check(field: String, maximumLength: Int) throws(InvalidArgument) {
        guard unicodeScalars.count <= maximumLength else {
            throw InvalidArgument(field: field, "must have at most \(maximumLength) characters")
        }
        guard !utf8.contains(0) else {
            throw InvalidArgument(field: field, "must not contain the character U+0000")
        }
    }
}
