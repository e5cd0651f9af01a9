import ServiceKit

/// The entity tag of a state of an entity (RFC 9110, section 8.8.3), without the quotes that it has in HTTP: its version.
///
/// A version belongs to one entity and is never used for two states of it, which makes the tag a strong one.
struct EntityTag: Sendable, Hashable {
    let text: String

    init(version: Int64) {
        text = "\(version)"
    }
}

/// What a change demands of the entity as it is: nothing, or a version.
struct EntityPrecondition: Sendable, Hashable {
    static let maximumLength = 256
    /// Versions begin with 1.
    private static let never: Int64 = 0

    /// The version that the entity must have; nil for any.
    let version: Int64?

    static let none = EntityPrecondition(version: nil)

    init(version: Int64?) {
        self.version = version
    }

    /// Reads the `etag` of a request. Tags are opaque to clients, so one that we never gave out is no error: it matches
    /// nothing. So does a weak one (RFC 9110, section 13.1.1).
    init(_ etag: String) throws(InvalidArgument) {
        guard etag.utf8.count <= Self.maximumLength else {
            throw InvalidArgument(field: "etag", "must be the etag of an entity")
        }
        guard !etag.isEmpty, etag != "*" else {
            self = .none
            return
        }
        let version = Int64(etag).flatMap { EntityTag(version: $0).text == etag ? $0 : nil }
        self.init(version: version.map { max($0, Self.never) } ?? Self.never)
    }

    func holds(for version: Int64) -> Bool {
        self.version == nil || self.version == version
    }
}
