import AuthAPI
import DummyAPI
import GRPCCore
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Synchronization
import Testing

struct UpdateEntityTests {
    @Test(
        arguments: [
            ("both fields", #"{"name":"a","description":"b"}"#, "a", "b"),
            ("one field", #"{"description":"b"}"#, nil, "b"),
            ("an empty text", #"{"description":""}"#, nil, ""), ("null", #"{"name":null,"description":"b"}"#, nil, "b"),
            ("nothing", "{}", nil, nil), ("its own id", #"{"id":"1","name":"a"}"#, "a", nil),
        ] as [(String, String, String?, String?)])
    func `given a body, when an entity is changed, then only the given fields are set`(
        _: String, json: String, name: String?, description: String?
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.patch, "/entities/1", token: FakeAuth.token, json: json)
            #expect(response.status == .ok)
            #expect(try response.json == stoneAsJSON)
            let asked = gateway.dummy.requests(Cairn_Dummy_V1_UpdateEntityRequest.self)
            #expect(
                asked == [
                    .with {
                        $0.id = "1"
                        if let name { $0.name = name }
                        if let description { $0.description_p = description }
                    }
                ])
        }
    }

    @Test(arguments: [
        ("an owner", #"{"userId":"somebody else"}"#, "Unknown field 'userId'."),
        ("another id", #"{"id":"2"}"#, "Field 'id': it is given by the path; leave it out of the body."),
        ("an unknown field", #"{"colour":"grey"}"#, "Unknown field 'colour'."),
        ("a number", #"{"name":1}"#, "Field 'name': expected a string."),
    ])
    func `given a body that can't be, when an entity is changed, then 400 names the field`(
        _: String, json: String, detail: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.patch, "/entities/1", token: FakeAuth.token, json: json)
            #expect(try expectProblem(response, 400) == detail)
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }

    @Test func `given no such entity, when it is changed, then 404`() async throws {
        try await RunningGateway.with(.init(dummy: .fails(.notFound, "there is no such entity"))) { gateway in
            let response = try await gateway.send(.patch, "/entities/1", token: FakeAuth.token, json: "{}")
            #expect(try expectProblem(response, 404) == "there is no such entity")
        }
    }
}
