import Crypto
import FoundationEssentials
import ServiceKit
import TestSupport
import Testing

@testable import DummyService

struct PageTokenTests {
    private let key = SymmetricKey(size: .bits256)
    private let userID = UUID()

    private func tokens(_ order: EntityOrder = .standard, filter: String = "") -> PageToken {
        PageToken(key: key, userID: userID, filter: filter, order: order, showDeleted: false)
    }

    private func position(_ time: Int64 = 1_795_473_820_123_457) -> PagePosition {
        PagePosition(values: [.time(Date(microsecondsSince1970: time))], id: UUID())
    }

    @Test(arguments: [0, -1, 1_795_473_820_123_457, -62_135_596_800_000_000, 253_402_300_799_999_999] as [Int64])
    func `given a position, when it is sealed and opened, then it is the same to the microsecond`(time: Int64) throws {
        let position = position(time)
        let text = try tokens().seal(position)
        #expect(try tokens().open(text) == position)
        #expect(text.utf8.allSatisfy { Character(UnicodeScalar($0)).isLetter || "0123456789-_".utf8.contains($0) })
    }

    @Test(arguments: ["", "a", "name, with \"all\" of 🗿\n", String(repeating: "🗿", count: 200)])
    func `given a position of several fields, when it is sealed and opened, then it is the same`(name: String) throws {
        let order = try EntityOrder("name desc, create_time, update_time")
        let (first, second) = (Date(microsecondsSince1970: 1), Date(microsecondsSince1970: 2))
        let position = PagePosition(values: [.text(name), .time(first), .time(second)], id: UUID())
        let text = try tokens(order).seal(position)
        #expect(try tokens(order).open(text) == position)
        #expect(text.utf8.count <= PageToken.maximumLength)
    }

    @Test func `given a name in a position, when it is sealed, then the token does not show it`() throws {
        let order = try EntityOrder("name")
        let text = try tokens(order).seal(PagePosition(values: [.text("secret plan")], id: UUID()))
        let bytes = try #require(Base64.decode(text, alphabet: .urlSafe))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
    }

    @Test func `given no token, when it is opened, then it stands for the first page`() throws {
        #expect(try tokens().open("") == nil)
    }

    struct Forgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let forge: @Sendable (String) -> String
    }

    @Test(arguments: [
        Forgery(testDescription: "cut short") { String($0.dropLast()) },
        Forgery(testDescription: "cut to its version") { String($0.prefix(2)) },
        Forgery(testDescription: "with more behind it") { $0 + "AAAA" },
        Forgery(testDescription: "padded") { $0 + "=" },
        Forgery(testDescription: "of another version") { "AQ" + $0.dropFirst(2) },
        Forgery(testDescription: "in other words") { _ in "page 2" },
        Forgery(testDescription: "in the other alphabet") { _ in String(repeating: "+/", count: 27) + "A" },
        Forgery(testDescription: "of a megabyte") { _ in String(repeating: "A", count: 1 << 20) },
    ])
    func `given a token that was not issued, when it is opened, then it is refused`(_ forgery: Forgery) throws {
        let text = forgery.forge(try tokens().seal(position()))
        #expect(throws: InvalidArgument.self) { try tokens().open(text) }
    }

    @Test func `given a token, when any of its characters changes, then it is refused`() throws {
        let text = Array(try tokens().seal(position()).utf8)
        for index in text.indices {
            for other in [UInt8(ascii: "A"), UInt8(ascii: "_"), UInt8(ascii: "7")] where other != text[index] {
                var forged = text
                forged[index] = other
                let forgery = String(decoding: forged, as: UTF8.self)
                #expect(throws: InvalidArgument.self, "\(forgery)") { try tokens().open(forgery) }
            }
        }
    }

    @Test func `given a token, when another list opens it, then it is refused`() throws {
        let text = try tokens().seal(position())
        let others = [
            PageToken(key: key, userID: UUID(), filter: "", order: .standard, showDeleted: false),
            PageToken(key: key, userID: userID, filter: "a", order: .standard, showDeleted: false),
            PageToken(key: key, userID: userID, filter: "", order: try EntityOrder("create_time"), showDeleted: false),
            PageToken(key: key, userID: userID, filter: "", order: .standard, showDeleted: true),
            PageToken(
                key: SymmetricKey(size: .bits256), userID: userID, filter: "", order: .standard, showDeleted: false),
        ]
        for other in others { #expect(throws: InvalidArgument.self) { try other.open(text) } }
    }

    /// Filter and order are sealed one behind the other.
    @Test
    func
        `given two lists whose filter and order read the same in a row, when one opens the other's token, then it is refused`()
        throws
    {
        let named = try tokens(EntityOrder("name"), filter: " desc").seal(
            PagePosition(values: [.text("a")], id: UUID()))
        #expect(throws: InvalidArgument.self) { try tokens(EntityOrder("name desc"), filter: "").open(named) }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `given random bytes, when they are read as a position, then they are one of that length or none`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let order = try EntityOrder("name, create_time")
        for _ in 0..<1000 {
            let count = Int.random(in: 0...60, using: &generator)
            var bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            if count > 1 { bytes[0] = 0 }
            if let position = PagePosition(bytes: bytes, in: order) { #expect(position.bytes.count == bytes.count) }
        }
    }
}
