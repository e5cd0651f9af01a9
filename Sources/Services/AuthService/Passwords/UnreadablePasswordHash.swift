import FoundationEssentials
import ServiceKit

/// The database holds something that is not a password hash of ours. Whose it is can be said; what it is can't.
struct UnreadablePasswordHash: Error, CustomStringConvertible {
    let userID: UUID

    var description: String { "the password hash of user \(userID.text) is not a scrypt PHC string" }
}
