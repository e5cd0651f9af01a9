import ServiceKit

/// How many entities a page may have: 50 when nothing is asked for, never more than 1,000.
struct PageSize: Sendable, Hashable {
    static let standard = 50
    static let maximum = 1000

    let limit: Int

    init(_ requested: Int32) throws(InvalidArgument) {
        guard 0...Self.maximum ~= Int(requested) else {
            throw InvalidArgument(field: "page_size", "must be at most \(Self.maximum) and not negative")
        }
        limit = requested == 0 ? Self.standard : Int(requested)
    }
}
