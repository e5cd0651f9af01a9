import Testing

@testable import AuthService

struct ScryptPasswordHasherTests {
    private let hasher = ScryptPasswordHasher(
        parameters: .cheap, workers: WorkerPool(width: 2, maximumWaiting: 100))

    /// RFC 7914, section 12, the second vector.
    @Test func `given the RFC's vector, when its password is checked, then it matches`() async throws {
        let hash = PasswordHash(
            parameters: try #require(ScryptParameters("ln=10,r=8,p=16")),
            salt: Array("NaCl".utf8),
            key: [
                0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34, 0x72, 0x00, 0x78, 0x56, 0xe7, 0x19, 0x0d, 0x01, 0xe9, 0xfe,
                0x7c, 0x6a, 0xd7, 0xcb, 0xc8, 0x23, 0x78, 0x30, 0xe7, 0x73, 0x76, 0x63, 0x4b, 0x37, 0x31, 0x62,
                0x2e, 0xaf, 0x30, 0xd9, 0x2e, 0x22, 0xa3, 0x88, 0x6f, 0xf1, 0x09, 0x27, 0x9d, 0x98, 0x30, 0xda,
                0xc7, 0x27, 0xaf, 0xb9, 0x4a, 0x83, 0xee, 0x6d, 0x83, 0x60, 0xcb, 0xdf, 0xa2, 0xcc, 0x06, 0x40,
            ])
        #expect(try await hasher.verify(#require(Password(trying: "password")), against: hash))
        #expect(try await !hasher.verify(#require(Password(trying: "Password")), against: hash))
    }

    @Test func `given one password, when it is hashed twice, then both hashes match it and differ`() async throws {
        let password = try Password(choosing: "correct horse")
        let first = try await hasher.hash(password)
        let second = try await hasher.hash(password)
        #expect(first != second)
        #expect(try await hasher.verify(password, against: first))
        #expect(try await hasher.verify(password, against: second))
    }

    @Test func `given the decoy, when any password is checked, then it does not match`() async throws {
        #expect(try await !hasher.verify(Password(choosing: "correct horse"), against: hasher.decoy))
        #expect(hasher.decoy.parameters == .cheap)
    }

    @Test func `given a password, when it is printed in any way, then it does not show`() throws {
        let password = try Password(choosing: "correct horse")
        var dumped = ""
        dump(password, to: &dumped)
        for text in ["\(password)", String(reflecting: password), "\(["key": password])", dumped] {
            #expect(!text.contains("correct"))
            #expect(!text.contains("99, 111"))
        }
    }
}
