import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf

@testable import DummyService

/// The service over entities in memory, with a clock that tests hold in their hands.
///
/// Requests are those of one user who does everything right; a case changes what it is about.
struct DummyFixture {
    let userID = UUID()
    let clock = ManualClock()
    let dummy: Dummy

    init() {
        dummy = Dummy(entities: InMemoryEntities(), now: { [clock] in clock.now })
    }

    @discardableResult
    func create(
        _ change: (inout Cairn_Dummy_V1_CreateEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_CreateEntityRequest.with {
            $0.userID = userID.text
            $0.name = "Pebble"
            $0.description_p = "Grey, round"
        }
        change(&request)
        return try await withServerContext { [request] in
            try await dummy.createEntity(request: request, context: $0).entity
        }
    }

    @discardableResult
    func get(
        _ id: String, _ change: (inout Cairn_Dummy_V1_GetEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_GetEntityRequest.with {
            $0.userID = userID.text
            $0.id = id
        }
        change(&request)
        return try await withServerContext { [request] in
            try await dummy.getEntity(request: request, context: $0).entity
        }
    }

    @discardableResult
    func list(
        _ change: (inout Cairn_Dummy_V1_ListEntitiesRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_ListEntitiesResponse {
        var request = Cairn_Dummy_V1_ListEntitiesRequest.with { $0.userID = userID.text }
        change(&request)
        return try await withServerContext { [request] in try await dummy.listEntities(request: request, context: $0) }
    }

    @discardableResult
    func update(
        _ id: String, _ change: (inout Cairn_Dummy_V1_UpdateEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_UpdateEntityRequest.with {
            $0.userID = userID.text
            $0.id = id
        }
        change(&request)
        return try await withServerContext { [request] in
            try await dummy.updateEntity(request: request, context: $0).entity
        }
    }

    @discardableResult
    func delete(
        _ id: String, _ change: (inout Cairn_Dummy_V1_DeleteEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_DeleteEntityResponse {
        var request = Cairn_Dummy_V1_DeleteEntityRequest.with {
            $0.userID = userID.text
            $0.id = id
        }
        change(&request)
        return try await withServerContext { [request] in try await dummy.deleteEntity(request: request, context: $0) }
    }
}
