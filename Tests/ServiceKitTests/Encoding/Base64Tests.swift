import ServiceKit
import Testing

struct Base64Tests {
    /// RFC 4648, section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `given a vector of RFC 4648, when it is encoded and decoded, then both ways hold`(bytes: String, text: String)
    {
        #expect(Base64.encode(Array(bytes.utf8)) == text)
        #expect(Base64.decode(text) == Array(bytes.utf8))
    }

    @Test func `given the last two characters, when alphabets are mixed up, then nothing is decoded`() {
        #expect(Base64.encode([0xfb, 0xef, 0xff]) == "++//")
        #expect(Base64.encode([0xfb, 0xef, 0xff], alphabet: .urlSafe) == "--__")
        #expect(Base64.decode("--__") == nil)
        #expect(Base64.decode("++//", alphabet: .urlSafe) == nil)
    }

    @Test(arguments: [
        ("padding", "Zg=="), ("one character too many", "Zm9vY"), ("bits that no byte has", "Zh"),
        ("white space", "Zm9v\n"), ("beyond ASCII", "Zm9ü"),
    ])
    func `given text that encoding never makes, when it is decoded, then there is nothing`(_: String, text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `given bytes of any length, when they are encoded and decoded, then they are the same`() {
        var generator = SystemRandomNumberGenerator()
        for count in 0..<100 {
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64.decode(Base64.encode(bytes, alphabet: .urlSafe), alphabet: .urlSafe) == bytes)
        }
    }
}
