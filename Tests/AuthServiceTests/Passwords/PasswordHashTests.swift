import Testing

@testable import AuthService

struct PasswordHashTests {
    @Test func `given a hash, when it is written and read, then it is the same`() throws {
        let hash = PasswordHash(
            parameters: .recommended, salt: Array(0..<16), key: Array(repeating: 0xff, count: 32))
        #expect(
            hash.description
                == "$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$//////////////////////////////////////////8")
        #expect(PasswordHash(hash.description) == hash)
    }

    @Test(arguments: [
        ("nothing", ""), ("a password", "correct horse"),
        ("another algorithm", "$argon2id$ln=1,r=1,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA"),
        ("no salt", "$scrypt$ln=1,r=1,p=1$$AAAAAAAAAAAAAAAAAAAAAA"), ("no key", "$scrypt$ln=1,r=1,p=1$AAAA$"),
        ("a key too short to mean anything", "$scrypt$ln=1,r=1,p=1$AAAA$AAAA"),
        ("a missing part", "$scrypt$ln=1,r=1,p=1$AAAA"),
        ("one part too many", "$scrypt$ln=1,r=1,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA$"),
        ("padding", "$scrypt$ln=1,r=1,p=1$AA==$AAAAAAAAAAAAAAAAAAAAAA"),
    ])
    func `given text of another form, when it is read, then it is no hash`(_: String, text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test(arguments: [
        "", "ln=15", "ln=15,r=8", "r=8,ln=15,p=3", "ln=15,r=8,p=3,", "ln=15,r=8,p=", "ln=x,r=8,p=3", "ln=0,r=8,p=1",
        "ln=21,r=8,p=1", "ln=15,r=9,p=1", "ln=15,r=0,p=1", "ln=15,r=8,p=17", "ln=16,r=1,p=1", "ln=-1,r=8,p=1",
    ])
    func `given parameters that are wrong or would cost too much, when they are read, then there are none`(text: String)
    {
        #expect(ScryptParameters(text) == nil)
    }

    @Test(arguments: [
        ("the same", "ln=15,r=8,p=3", false), ("less memory", "ln=14,r=8,p=6", true),
        ("less work", "ln=15,r=8,p=2", true),
        ("more of both", "ln=17,r=8,p=1", false), ("more memory, less work", "ln=16,r=8,p=1", true),
    ])
    func `given the recommended costs, when others are compared, then the cheaper are weaker`(
        _: String, text: String, weaker: Bool
    ) throws {
        #expect(try #require(ScryptParameters(text)).isWeaker(than: .recommended) == weaker)
    }
}
