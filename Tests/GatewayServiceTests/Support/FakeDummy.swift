import DummyAPI
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Synchronization

/// A dummy service that answers every read with one entity, keeps what it is asked, and fails when it is told to.
final class FakeDummy: Cairn_Dummy_V1_Dummy.SimpleServiceProtocol {
    static let entity = Cairn_Dummy_V1_Entity.with {
        $0.id = "5d2c7c3e-54a8-4e5b-bb1c-6c1a6f3b1f00"
        $0.name = "stone"
        $0.createTime = Google_Protobuf_Timestamp(seconds: 1_795_473_820)
        $0.updateTime = Google_Protobuf_Timestamp(seconds: 1_795_473_821, nanos: 1)
        $0.etag = "1"
    }

    let requests = Mutex<[any Message]>([])
    /// For whom the calls were made.
    let callers = Mutex<[Caller?]>([])
    private let behaviour: Behaviour

    init(_ behaviour: Behaviour) {
        self.behaviour = behaviour
    }

    /// The requests of a type, in their order.
    func requests<Request: Message>(_ type: Request.Type) -> [Request] {
        requests.withLock { $0.compactMap { $0 as? Request } }
    }

    private func receive(_ request: any Message, _ context: ServerContext) async throws {
        callers.withLock { $0.append(Caller.current) }
        let call = requests.withLock { requests in
            requests.append(request)
            return requests.count
        }
        try await behaviour.apply(context, call: call)
    }

    func createEntity(
        request: Cairn_Dummy_V1_CreateEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_CreateEntityResponse {
        try await receive(request, context)
        return .with { $0.entity = Self.entity }
    }

    func getEntity(
        request: Cairn_Dummy_V1_GetEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_GetEntityResponse {
        try await receive(request, context)
        return .with { $0.entity = Self.entity }
    }

    func listEntities(
        request: Cairn_Dummy_V1_ListEntitiesRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_ListEntitiesResponse {
        try await receive(request, context)
        guard request.pageToken != "last" else { return .init() }
        return .with {
            $0.entities = [Self.entity]
            $0.nextPageToken = "last"
        }
    }

    func updateEntity(
        request: Cairn_Dummy_V1_UpdateEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_UpdateEntityResponse {
        try await receive(request, context)
        return .with { $0.entity = Self.entity }
    }

    func deleteEntity(
        request: Cairn_Dummy_V1_DeleteEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_DeleteEntityResponse {
        try await receive(request, context)
        return .init()
    }

    func undeleteEntity(
        request: Cairn_Dummy_V1_UndeleteEntityRequest, context: ServerContext
    ) async throws -> Cairn_Dummy_V1_UndeleteEntityResponse {
        try await receive(request, context)
        return .with { $0.entity = Self.entity }
    }
}
