import Crypto
import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf

@testable import DummyService

/// The service over entities in memory, with a clock that tests hold in their hands.
///
/// Calls are those of one user who does everything right; a case changes what it is about.
struct DummyFixture {
    static let retention = Duration.seconds(3600)

    let userID = UUID()
    let clock = ManualClock()
    let entities: any EntityRepository
    let dummy: Dummy
    /// Who calls; nil for a service that calls for itself.
    private(set) var caller: Caller?

    init(entities: any EntityRepository = InMemoryEntities()) {
        self.entities = entities
        let key = SymmetricKey(size: .bits256)
        dummy = Dummy(entities: entities, pageTokenKey: { key }, retention: Self.retention) { [clock] in clock.now }
        caller = Caller(userID: userID)
    }

    /// The same service, called by somebody else.
    func called(by caller: Caller?) -> DummyFixture {
        var fixture = self
        fixture.caller = caller
        return fixture
    }

    @discardableResult
    func create(
        _ change: (inout Cairn_Dummy_V1_CreateEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_CreateEntityRequest.with {
            $0.name = "Pebble"
            $0.description_p = "Grey, round"
        }
        change(&request)
        return try await call { [request] in try await dummy.createEntity(request: request, context: $0).entity }
    }

    @discardableResult
    func get(
        _ id: String, _ change: (inout Cairn_Dummy_V1_GetEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_GetEntityRequest.with { $0.id = id }
        change(&request)
        return try await call { [request] in try await dummy.getEntity(request: request, context: $0).entity }
    }

    @discardableResult
    func list(
        _ change: (inout Cairn_Dummy_V1_ListEntitiesRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_ListEntitiesResponse {
        var request = Cairn_Dummy_V1_ListEntitiesRequest()
        change(&request)
        return try await call { [request] in try await dummy.listEntities(request: request, context: $0) }
    }

    @discardableResult
    func update(
        _ id: String, _ change: (inout Cairn_Dummy_V1_UpdateEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_UpdateEntityRequest.with { $0.id = id }
        change(&request)
        return try await call { [request] in try await dummy.updateEntity(request: request, context: $0).entity }
    }

    @discardableResult
    func delete(
        _ id: String, _ change: (inout Cairn_Dummy_V1_DeleteEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_DeleteEntityResponse {
        var request = Cairn_Dummy_V1_DeleteEntityRequest.with { $0.id = id }
        change(&request)
        return try await call { [request] in try await dummy.deleteEntity(request: request, context: $0) }
    }

    @discardableResult
    func undelete(
        _ id: String, _ change: (inout Cairn_Dummy_V1_UndeleteEntityRequest) -> Void = { _ in }
    ) async throws -> Cairn_Dummy_V1_Entity {
        var request = Cairn_Dummy_V1_UndeleteEntityRequest.with { $0.id = id }
        change(&request)
        return try await call { [request] in try await dummy.undeleteEntity(request: request, context: $0).entity }
    }

    private func call<Answer>(_ method: (ServerContext) async throws -> Answer) async throws -> Answer {
        try await Caller.$current.withValue(caller) { try await withServerContext(method) }
    }
}
