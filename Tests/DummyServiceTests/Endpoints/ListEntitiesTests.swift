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

    /// The names on each page.
    private func pages(
        of fixture: DummyFixture, size: Int32, _ change: (inout Cairn_Dummy_V1_ListEntitiesRequest) -> Void = { _ in }
    ) async throws -> [[String]] {
        var pages: [[String]] = []
        var token = ""
        repeat {
            let response = try await fixture.list {
                change(&$0)
                $0.pageSize = size
                $0.pageToken = token
            }
            pages.append(response.entities.map(\.name))
            token = response.nextPageToken
        } while !token.isEmpty && pages.count < 10
        return pages
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
        let fixture = try await fixture(with: 2).called(by: Caller(userID: UUID()))
        #expect(try await fixture.list { $0.showDeleted = true }.entities.isEmpty)
    }

    @Test(arguments: [(1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (4, [4, 1]), (5, [5]), (6, [5])] as [(Int32, [Int])])
    func `given five entities, when they are listed by pages, then each comes once and the last page says so`(
        size: Int32, expected: [Int]
    ) async throws {
        let pages = try await pages(of: fixture(with: 5), size: size)
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

    @Test(arguments: [
        ("", ["c", "a", "b"]), ("create_time", ["b", "a", "c"]), ("name", ["a", "b", "c"]),
        (" name  desc ", ["c", "b", "a"]), ("update_time desc", ["b", "c", "a"]), ("update_time asc", ["a", "c", "b"]),
        ("name,create_time desc", ["a", "b", "c"]), ("update_time desc, name, create_time", ["b", "c", "a"]),
    ])
    func `given entities, when an order is asked for, then they come in it, by pages too`(
        order: String, expected: [String]
    ) async throws {
        let fixture = DummyFixture()
        for name in ["b", "a", "c"] {
            fixture.clock.advance(by: 1)
            try await fixture.create { $0.name = name }
        }
        fixture.clock.advance(by: 1)
        let id = try #require(try await fixture.list { $0.filter = "name = b" }.entities.first).id
        try await fixture.update(id) { $0.description_p = "changed" }

        #expect(try await fixture.list { $0.orderBy = order }.entities.map(\.name) == expected)
        #expect(try await pages(of: fixture, size: 1) { $0.orderBy = order } == expected.map { [$0] })
    }

    @Test func `given a filter, when pages are read, then they hold what matches`() async throws {
        let fixture = try await fixture(with: 12)
        let pages = try await pages(of: fixture, size: 2) { $0.filter = "name:1 AND NOT name = \"1\"" }
        #expect(pages == [["12", "11"], ["10"]])
    }

    @Test func `given deleted entities, when they are asked for, then they are among the others`() async throws {
        let fixture = try await fixture(with: 3)
        try await fixture.delete(try await fixture.list().entities[1].id)
        #expect(try await fixture.list().entities.map(\.name) == ["3", "1"])
        let all = try await fixture.list { $0.showDeleted = true }.entities
        #expect(all.map(\.name) == ["3", "2", "1"])
        #expect(all.map(\.hasDeleteTime) == [false, true, false])
    }

    @Test(arguments: [(0, 50), (1, 1), (1000, 60)] as [(Int32, Int)])
    func `given sixty entities, when a page is asked for, then it has the size that was meant`(
        requested: Int32, count: Int
    ) async throws {
        #expect(try await fixture(with: 60).list { $0.pageSize = requested }.entities.count == count)
    }

    @Test(arguments: [
        Refusal("a negative size", "page_size") { $0.pageSize = -1 },
        Refusal("more than 1,000", "page_size") { $0.pageSize = 1001 },
        Refusal("a token that is none", "page_token") { $0.pageToken = "next" },
        Refusal("a blank", "page_token") { $0.pageToken = " " },
        Refusal("a filter that is none", "filter") { $0.filter = "name =" },
        Refusal("a long filter", "filter") { $0.filter = String(repeating: "x", count: 2001) },
        Refusal("an unknown field in the order", "order_by") { $0.orderBy = "colour" },
        Refusal("a field that has no order", "order_by") { $0.orderBy = "description" },
        Refusal("a field twice", "order_by") { $0.orderBy = "name,name desc" },
        Refusal("an unknown direction", "order_by") { $0.orderBy = "name down" },
        Refusal("an empty part of the order", "order_by") { $0.orderBy = "name," },
        Refusal("a long order", "order_by") { $0.orderBy = "name" + String(repeating: " ", count: 200) },
    ])
    func `given a field that is wrong, when entities are listed, then the error names it`(_ refusal: Refusal)
        async throws
    {
        let error = try await failure { try await DummyFixture().list(refusal.change) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(refusal.field): "))
    }

    struct Elsewhere: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isOtherUser = false
        var change: @Sendable (inout Cairn_Dummy_V1_ListEntitiesRequest) -> Void = { _ in }
    }

    @Test(arguments: [
        Elsewhere(testDescription: "of another user", isOtherUser: true),
        Elsewhere(testDescription: "with another filter") { $0.filter = "name:e OR name:b" },
        Elsewhere(testDescription: "without the filter") { $0.filter = "" },
        Elsewhere(testDescription: "in another direction") { $0.orderBy = "name" },
        Elsewhere(testDescription: "in another order") { $0.orderBy = "" },
        Elsewhere(testDescription: "with deleted entities") { $0.showDeleted = true },
    ])
    func `given a page token, when it is shown to another list, then it is refused`(_ elsewhere: Elsewhere)
        async throws
    {
        let fixture = DummyFixture()
        for _ in 0..<2 { try await fixture.create() }
        let list: @Sendable (inout Cairn_Dummy_V1_ListEntitiesRequest) -> Void = {
            $0.pageSize = 1
            $0.filter = "name:e"
            $0.orderBy = "name desc"
        }
        let token = try await fixture.list(list).nextPageToken
        let second = try await fixture.list {
            list(&$0)
            $0.pageToken = token
        }
        #expect(second.entities.count == 1)

        let other = elsewhere.isOtherUser ? fixture.called(by: Caller(userID: UUID())) : fixture
        let error = try await failure {
            try await other.list {
                list(&$0)
                elsewhere.change(&$0)
                $0.pageToken = token
            }
        }

        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("page_token: "))
    }
}
