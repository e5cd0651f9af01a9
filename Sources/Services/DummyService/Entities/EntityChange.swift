import DummyAPI
import ServiceKit
import SwiftProtobuf

/// Which fields of an entity change to what.
struct EntityChange: Sendable, Hashable {
    var name: EntityName?
    var description: EntityDescription?

    var isEmpty: Bool { name == nil && description == nil }
}

extension EntityChange {
    /// Reads what a request changes: what its mask names, or what it gives when there is no mask (AIP-134).
    init(_ request: Cairn_Dummy_V1_UpdateEntityRequest) throws(InvalidArgument) {
        var (changesName, changesDescription) = (request.hasName, request.hasDescription_p)
        if !request.updateMask.paths.isEmpty {
            (changesName, changesDescription) = (false, false)
            for path in request.updateMask.paths {
                switch path {
                case "name": changesName = true
                case "description": changesDescription = true
                case "*": (changesName, changesDescription) = (true, true)
                default: throw InvalidArgument(field: "update_mask", "may have the paths name, description and *")
                }
            }
        }
        self.init(
            name: changesName ? try EntityName(request.name) : nil,
            description: changesDescription ? try EntityDescription(request.description_p) : nil)
    }
}
