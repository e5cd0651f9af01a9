import Crypto
import FoundationEssentials
import ServiceKit

/// A request to create an entity that can be recognized when it comes again.
struct CreateRequest: Sendable, Hashable {
    /// How long a request is remembered, in seconds.
    static let lifetime: TimeInterval = 86_400
    static let maximumIDLength = 255

    /// What the client calls it. It is one user's: the same id of another user is another request.
    let id: String
    /// Tells whether another request of this id asks for the same.
    let fingerprint: [UInt8]
    /// When it is forgotten.
    let expireTime: Date

    /// A request of its id and what it asks for; nil without an id.
    init?(id: String, name: EntityName, description: EntityDescription, at now: Date) throws(InvalidArgument) {
        guard !id.isEmpty else { return nil }
        guard id.utf8.count <= Self.maximumIDLength, id.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw InvalidArgument(
                field: "request_id", "must have at most \(Self.maximumIDLength) characters, all of them visible ASCII")
        }
        self.id = id
        fingerprint = Self.fingerprint(name, description)
        expireTime = now.addingTimeInterval(Self.lifetime)
    }

    /// The name is hashed by itself, so that moving text from one field into the other is another request.
    private static func fingerprint(_ name: EntityName, _ description: EntityDescription) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array(SHA256.hash(data: Array(name.text.utf8))))
        hash.update(data: Array(description.text.utf8))
        return Array(hash.finalize())
    }
}

/// What is remembered of a ``CreateRequest``: enough to answer it again as it was answered first.
struct CreateRecord: Sendable, Hashable {
    let fingerprint: [UInt8]
    let entityID: UUID
    let createTime: Date
}
