import AuthAPI
import DummyAPI
import GRPCCore
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Synchronization
import Testing

struct ListEntitiesTests {
    @Test func `given entities, when they are listed, then the page has them and the next page's token`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/entities", token: FakeAuth.token)
            #expect(response.status == .ok)
            let body = try response.json.fields
            #expect(body["entities"]?.listValue.values == [Google_Protobuf_Value(structValue: stoneAsJSON)])
            #expect(body["nextPageToken"]?.stringValue == "last")
        }
    }

    @Test func `given the last page is empty, when it is listed, then both fields are there`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/entities?page_token=last", token: FakeAuth.token)
            #expect(response.text == #"{"entities":[],"nextPageToken":""}"#)
        }
    }

    @Test(arguments: [
        ("nothing", "", Int32(0), ""), ("a size", "?page_size=7", 7, ""),
        ("an encoded token", "?page_token=a%2Fb%3D&page_size=1", 1, "a/b="),
        ("an empty token", "?page_token=", 0, ""),
        ("what the service decides", "?page_size=-1", -1, ""),
    ])
    func `given a query, when entities are listed, then dummy is asked for that page of the caller`(
        _: String, query: String, size: Int32, token: String
    ) async throws {
        try await RunningGateway.with { gateway in
            _ = try await gateway.send(.get, "/entities\(query)", token: FakeAuth.token)
            let asked = gateway.dummy.requests(Cairn_Dummy_V1_ListEntitiesRequest.self)
            #expect(
                asked == [
                    .with {
                        $0.pageSize = size
                        $0.pageToken = token
                    }
                ])
        }
    }

    @Test(arguments: ["user_id", "userId", "colour"])
    func `given a parameter that there is not, when entities are listed, then 400 names it`(name: String) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/entities?\(name)=x", token: FakeAuth.token)
            #expect(try expectProblem(response, 400, at: "/entities") == "Unknown parameter '\(name)'.")
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: ["many", "1.5", "99999999999", "0x10", ""])
    func `given a size that is no number, when entities are listed, then 400 names the parameter`(
        size: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/entities?page_size=\(size)", token: FakeAuth.token)
            let detail = try expectProblem(response, 400, at: "/entities")
            #expect(detail.contains("page_size"))
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }

    @Test func `given a foreign page token, when entities are listed, then 400 in the service's words`() async throws {
        let refusal = Behaviour.fails(.invalidArgument, "page_token: not one of ours")
        try await RunningGateway.with(.init(dummy: refusal)) { gateway in
            let response = try await gateway.send(.get, "/entities?page_token=x", token: FakeAuth.token)
            #expect(try expectProblem(response, 400) == "page_token: not one of ours")
        }
    }
}
