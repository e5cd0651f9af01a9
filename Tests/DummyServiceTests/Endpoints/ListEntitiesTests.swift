import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import DummyService

struct ListEntitiesTests {
    typealias Refusal = DummyServiceTests.Refusal<Cairn_Dummy_V1_ListEntitiesRequest>

    /// Creates entities named "1", "2", … a second apart.
    private func fixture(with count: Int) async throws -> DummyFixture {
        let fixture = DummyFixture()
        for number in 1...count {
            fixture.clock.advance(by: 1)
            try await fixture.create { $0.name = "\(number)" }
        }
        return fixture
    }

    @Test func `given nothing, when it is listed, then there is one empty page`() async throws {
        let response = try await DummyFixture().list()
        #expect(response == Cairn_Dummy_V1_ListEntitiesResponse())
    }

    @Test func `given entities, when they are listed, then the newest is first`() async throws {
        let response = try await fixture(with: 3).list()
        #expect(response.entities.map(\.name) == ["3", "2", "1"])
        #expect(response.nextPageToken.isEmpty)
    }

    @Test func `given entities of two users, when one lists, then the other's are not among them`() async throws {
        let fixture = try await fixture(with: 2)
        #expect(try await fixture.list { $0.userID = UUID().text }.entities.isEmpty)
    }

    @Test(arguments: [(1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (4, [4, 1]), (5, [5]), (6, [5])] as [(Int32, [Int])])
    func `given five entities, when they are listed by pages, then each comes once and the last page says so`(
        size: Int32, expected: [Int]
    ) async throws {
        let fixture = try await fixture(with: 5)
        var pages: [[String]] = []
        var token = ""
        repeat {
            let response = try await fixture.list {
                $0.pageSize = size
                $0.pageToken = token
            }
            pages.append(response.entities.map(\.name))
            token = response.nextPageToken
        } while !token.isEmpty && pages.count < 10
        #expect(pages.map(\.count) == expected)
        #expect(pages.flatMap(\.self) == ["5", "4", "3", "2", "1"])
    }

    @Test func `given entities of one moment, when they are listed by pages, then each comes once`() async throws {
        let fixture = DummyFixture()
        var created: Set<String> = []
        for _ in 0..<5 { created.insert(try await fixture.create().id) }
        let first = try await fixture.list { $0.pageSize = 3 }
        let second = try await fixture.list { $0.pageToken = first.nextPageToken }
        let listed = (first.entities + second.entities).map(\.id)
        #expect(listed.count == 5)
        #expect(Set(listed) == created)
    }

    @Test func `given a page, when entities come and go before the next, then nothing is shown twice or left out`()
        async throws
    {
        let fixture = try await fixture(with: 4)
        let first = try await fixture.list { $0.pageSize = 2 }
        fixture.clock.advance(by: 1)
        try await fixture.create { $0.name = "new" }
        try await fixture.delete(first.entities[1].id)

        let second = try await fixture.list { $0.pageToken = first.nextPageToken }

        #expect(second.entities.map(\.name) == ["2", "1"])
    }

    @Test(arguments: [(0, 50), (1, 1), (1000, 60)] as [(Int32, Int)])
    func `given sixty entities, when a page is asked for, then it has the size that was meant`(
        requested: Int32, count: Int
    ) async throws {
        #expect(try await fixture(with: 60).list { $0.pageSize = requested }.entities.count == count)
    }

    @Test(arguments: [
        Refusal("no user", "user_id") { $0.userID = "" },
        Refusal("a negative size", "page_size") { $0.pageSize = -1 },
        Refusal("more than 1,000", "page_size") { $0.pageSize = 1001 },
        Refusal("a token that is none", "page_token") { $0.pageToken = "next" },
        Refusal("a blank", "page_token") { $0.pageToken = " " },
    ])
    func `given a field that is wrong, when entities are listed, then the error names it`(_ refusal: Refusal)
        async throws
    {
        let error = try await failure { try await DummyFixture().list(refusal.change) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(refusal.field): "))
    }

    @Test func `given a page token, when another user shows it, then it is refused`() async throws {
        let fixture = try await fixture(with: 2)
        let token = try await fixture.list { $0.pageSize = 1 }.nextPageToken
        let error = try await failure {
            try await fixture.list {
                $0.userID = UUID().text
                $0.pageToken = token
            }
        }
        #expect(error.code == .invalidArgument)
    }
}
