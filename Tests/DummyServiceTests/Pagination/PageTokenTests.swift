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

    @Test func `given any bytes, when they are read as a token, then they are refused or a position`() throws {
        for _ in 0..<1000 {
            var bytes = (0..<41).map { _ in UInt8.random(in: .min ... .max) }
            bytes.replaceSubrange(0..<17, with: [1] + userID.bytes)
            let text = Base64.encode(bytes, alphabet: .urlSafe)
            #expect(try PageToken(text, issuedTo: userID) != nil)
            bytes[Int.random(in: 0..<17)] ^= 1
            #expect(throws: InvalidArgument.self) {
                try PageToken(Base64.encode(bytes, alphabet: .urlSafe), issuedTo: userID)
            }
        }
    }
}
