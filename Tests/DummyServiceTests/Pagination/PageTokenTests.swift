import FoundationEssentials
import ServiceKit
import Testing

@testable import DummyService

struct PageTokenTests {
    private let userID = UUID()
    private var token: PageToken {
        PageToken(PagePosition(createTime: Date(microsecondsSince1970: 1_795_473_820_123_457), id: UUID()))
    }

    @Test(arguments: [0, -1, 1_795_473_820_123_457] as [Int64])
    func `given a position, when it is written and read, then it is the same to the microsecond`(time: Int64) throws {
        let position = PagePosition(createTime: Date(microsecondsSince1970: time), id: UUID())
        let text = PageToken(position).text(for: userID)
        #expect(try PageToken(text, issuedTo: userID)?.position == position)
        #expect(text.utf8.allSatisfy { Character(UnicodeScalar($0)).isLetter || "0123456789-_".utf8.contains($0) })
    }

    @Test func `given no token, when it is read, then it stands for the first page`() throws {
        #expect(try PageToken("", issuedTo: userID) == nil)
    }

    struct Forgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let forge: @Sendable (String) -> String
    }

    @Test(arguments: [
        Forgery(testDescription: "cut short") { String($0.dropLast()) },
        Forgery(testDescription: "with more behind it") { $0 + "A" },
        Forgery(testDescription: "padded") { $0 + "=" },
        Forgery(testDescription: "of another version") { "Ag" + $0.dropFirst(2) },
        Forgery(testDescription: "in other words") { _ in "page 2" },
        Forgery(testDescription: "in the other alphabet") { _ in String(repeating: "+/", count: 27) + "A" },
        Forgery(testDescription: "of a megabyte") { _ in String(repeating: "A", count: 1 << 20) },
    ])
    func `given a token that was not issued, when it is read, then it is refused`(_ forgery: Forgery) {
        let text = forgery.forge(token.text(for: userID))
        #expect(throws: InvalidArgument.self) { try PageToken(text, issuedTo: userID) }
    }

    @Test func `given a token, when another user shows it, then it is refused`() {
        let text = token.text(for: userID)
        #expect(throws: InvalidArgument.self) { try PageToken(text, issuedTo: UUID()) }
    }

    /// A token of this user that says `time`, in µs after 1970.
    private func forged(time: Int64) -> String {
        let bigEndianTime = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> $0) }
        return Base64.encode([1] + userID.bytes + bigEndianTime + UUID().bytes, alphabet: .urlSafe)
    }

    @Test(arguments: [.min, -62_135_596_800_000_001, 253_402_300_800_000_000, .max] as [Int64])
    func `given a time that no entity can have, when it is read, then it is refused`(time: Int64) {
        #expect(throws: InvalidArgument.self) { try PageToken(forged(time: time), issuedTo: userID) }
    }

    @Test(arguments: [-62_135_596_800_000_000, 0, 253_402_300_799_999_999] as [Int64])
    func `given a time that an entity can have, when it is read, then it is a position`(time: Int64) throws {
        #expect(try PageToken(forged(time: time), issuedTo: userID) != nil)
    }
}
