import Hummingbird
import ServiceKit

extension Parameters {
    /// The `{id}` of the path, decoded.
    var entityID: String {
        get throws(Problem) {
            guard let text = self["id"], let id = String(percentEncoded: text) else {
                throw Problem(.badRequest, code: "INVALID_ARGUMENT", detail: "The path is not valid.")
            }
            return id
        }
    }
}

/// An entity belongs to whoever is signed in: a body that names an owner is refused like any other unknown field.
func rejectOwnerSetByClient(_ userID: String) throws(Problem) {
    guard userID.isEmpty else {
        throw Problem(.badRequest, code: "INVALID_ARGUMENT", detail: JSONDiagnosis.unknown("userId"))
    }
}
