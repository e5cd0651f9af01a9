import FoundationEssentials
import Testing

@testable import AuthService

struct SessionTokenTests {
    private let policy = SessionPolicy()

    @Test func `given a new session, when its token is written and read, then it opens that session and no other`()
        throws
    {
        let (session, token) = Session.open(for: UUID(), at: Date(), policy)
        let (other, _) = Session.open(for: session.userID, at: Date(), policy)

        let read = try #require(SessionToken(token.bearer))

        #expect(read.sessionID == session.id)
        #expect(session.secretHash.matches(read.secret))
        #expect(!other.secretHash.matches(read.secret))
    }

    @Test func `given a token, when its parts are measured, then each has more than 120 random bits`() {
        let tokens = (0..<100).map { _ in Session.open(for: UUID(), at: Date(), policy).token.bearer }
        #expect(Set(tokens.map { $0.prefix(36) }).count == 100)
        #expect(Set(tokens.map { $0.suffix(43) }).count == 100)
        // A UUID of version 4 has 122 random bits, 43 characters of base64url have 256.
        #expect(tokens.allSatisfy { $0.count == 36 + 1 + 43 && UUID(uuidString: String($0.prefix(36))) != nil })
    }

    @Test func `given a token, when it is printed in any way, then its secret does not show`() {
        let (session, token) = Session.open(for: UUID(), at: Date(), policy)
        let secret = token.secret.base64URL
        var dumped = ""
        dump(token, to: &dumped)
        dump(session, to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\(session)", dumped] {
            #expect(!text.contains(secret))
        }
    }
}
