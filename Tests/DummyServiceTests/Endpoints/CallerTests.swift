import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import DummyService

/// Who may call what, the same for every endpoint.
struct CallerTests {
    /// One endpoint.
    enum Endpoint: CaseIterable, Sendable {
        case create, get, list, update, delete, undelete

        var scope: String { self == .get || self == .list ? "entities:read" : "entities:write" }

        func call(_ fixture: DummyFixture, _ id: String = UUID().text) async throws {
            switch self {
            case .create: try await fixture.create()
            case .get: try await fixture.get(id)
            case .list: try await fixture.list()
            case .update: try await fixture.update(id) { $0.name = "Boulder" }
            case .delete: try await fixture.delete(id)
            case .undelete: try await fixture.undelete(id)
            }
        }

        /// An entity that the endpoint can be called for.
        func prepare(_ fixture: DummyFixture) async throws -> String {
            let id = try await fixture.create().id
            if self == .undelete { try await fixture.delete(id) }
            return id
        }
    }

    @Test(arguments: Endpoint.allCases)
    func `given nobody, when an endpoint is called, then it is unauthenticated`(_ endpoint: Endpoint) async throws {
        let error = try await failure { try await endpoint.call(DummyFixture().called(by: nil)) }
        #expect(error.code == .unauthenticated)
    }

    @Test(arguments: Endpoint.allCases)
    func `given a token, when it lacks the endpoint's scope, then permission is denied`(_ endpoint: Endpoint)
        async throws
    {
        let fixture = DummyFixture()
        let id = try await endpoint.prepare(fixture)
        for scope in ["entities:read", "entities:write"] {
            let caller = Caller(userID: fixture.userID, scopes: [scope])
            if scope == endpoint.scope {
                try await endpoint.call(fixture.called(by: caller), id)
            } else {
                let error = try await failure { try await endpoint.call(fixture.called(by: caller), id) }
                #expect(error.code == .permissionDenied)
                #expect(error.message.contains(endpoint.scope))
            }
        }
    }

    @Test(arguments: Endpoint.allCases.filter { $0 != .create && $0 != .list })
    func `given an entity, when another user reaches for it, then it is as if it were not there`(_ endpoint: Endpoint)
        async throws
    {
        let fixture = DummyFixture()
        let id = try await endpoint.prepare(fixture)
        let before = try await fixture.get(id) { $0.showDeleted = true }
        let other = fixture.called(by: Caller(userID: UUID()))

        let foreign = try await failure { try await endpoint.call(other, id) }
        let missing = try await failure { try await endpoint.call(other) }

        #expect(foreign.code == .notFound)
        #expect(foreign == missing)
        #expect(try await fixture.get(id) { $0.showDeleted = true } == before)
    }

    @Test(arguments: Endpoint.allCases.filter { $0 != .create && $0 != .list }, ["", "42"])
    func `given an id that is no UUID, when an endpoint is called, then the error names the field`(
        _ endpoint: Endpoint, id: String
    ) async throws {
        let error = try await failure { try await endpoint.call(DummyFixture(), id) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("id: "))
    }
}
