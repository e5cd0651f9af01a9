import FoundationEssentials
import TestSupport
import Testing

@testable import ServiceKit

@Suite struct CallerTokenTests {
    static let service = "cairn.dummy.v1.Dummy"
    static let now: Int64 = 1_800_000_000
    static let keys = CallerKeys(current: CallerKey("0123456789abcdef0123456789abcdef")!)
    static let otherKeys = CallerKeys(current: CallerKey("ffffffffffffffffffffffffffffffff")!)
    static let user = Caller(
        userID: UUID(uuidString: "0b9f1c52-7a0e-4d39-8a26-2f3a5f0f0a11")!,
        sessionID: UUID(uuidString: "6d1f2a43-0001-4000-8000-00000000000a")!,
        scopes: ["entities:write", "entities:read"])

    /// A token for ``service`` that holds for a minute more.
    static func token(
        audience: String? = service, expiry: Int64 = now + 60, caller: Caller? = user
    ) -> CallerToken {
        CallerToken(service: "gateway", audience: audience, expiry: expiry, caller: caller)
    }

    static func read(_ text: String, keys: CallerKeys = keys) throws(CallerTokenError) -> CallerToken {
        try CallerToken(text, keys: keys, audience: service, now: now)
    }

    struct Named: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let token: CallerToken
    }

    @Test(
        arguments: [
            Named(testDescription: "a user in a session", token: token()),
            Named(
                testDescription: "a user with an API token",
                token: token(caller: Caller(userID: UUID(), scopes: ["entities:read"]))),
            Named(testDescription: "a user with no scope", token: token(caller: Caller(userID: UUID(), scopes: []))),
            Named(testDescription: "a service for itself", token: token(caller: nil)),
            Named(testDescription: "for any service", token: token(audience: nil)),
        ], [keys, .none])
    func `given a token, when it is written and read, then it is the same`(_ given: Named, keys: CallerKeys) throws {
        #expect(try Self.read(given.token.text(keys: keys), keys: keys) == given.token)
    }

    /// Made by another program from the documented layout.
    @Test func `given a token, when it is written, then it has the documented form`() throws {
        let expected = """
            AQAAAABrSdI8ABRjYWlybi5kdW1teS52MS5EdW1teQAHZ2F0ZXdheQMLnxxSeg5NOYomLzpfDwoRbR8qQwABQACAAAAAAAAACgAcZW50aXRp\
            ZXM6cmVhZCBlbnRpdGllczp3cml0ZQ.O3r9IguZouBrePXbEmJm-pJJGazXkDD3-uhZDiUXoyk
            """
        #expect(try Self.token().text(keys: Self.keys) == expected)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: CallerTokenError
        let text: @Sendable () throws -> String
    }

    @Test(arguments: [
        Refused(testDescription: "unsigned", error: .unsigned) { try token().text(keys: .none) },
        Refused(testDescription: "signed with another key", error: .wrongSignature) {
            try token().text(keys: otherKeys)
        },
        Refused(testDescription: "with the signature of another token", error: .wrongSignature) {
            let signature = try token(caller: nil).text(keys: keys).split(separator: ".")[1]
            return "\(try token().text(keys: keys).split(separator: ".")[0]).\(signature)"
        },
        Refused(testDescription: "with a signature that is cut short", error: .wrongSignature) {
            String(try token().text(keys: keys).dropLast(3))
        },
        Refused(testDescription: "over this second", error: .expired) { try token(expiry: now).text(keys: keys) },
        Refused(testDescription: "over since ever", error: .expired) { try token(expiry: .min).text(keys: keys) },
        Refused(testDescription: "for another service", error: .wrongAudience) {
            try token(audience: "cairn.auth.v1.Auth").text(keys: keys)
        },
        Refused(testDescription: "empty", error: .malformed) { "" },
        Refused(testDescription: "without a dot", error: .malformed) { "AQAA" },
        Refused(testDescription: "with two dots", error: .malformed) { try token().text(keys: keys) + "." },
        Refused(testDescription: "in no base64url", error: .malformed) { "+/.AAAA" },
        Refused(testDescription: "of a megabyte", error: .malformed) { String(repeating: "A", count: 1 << 20) + "." },
    ])
    func `given a token that is not for us, when it is read, then the error says why`(_ given: Refused) throws {
        #expect(throws: given.error) { try Self.read(given.text()) }
    }

    /// What a key holder would have to sign by mistake; without a key it can come from anyone.
    @Test(
        arguments: [
            ("nothing", []), ("another version", [2]), ("a version alone", [1]),
            ("flags of tomorrow", [1] + [UInt8](repeating: 127, count: 8) + [0, 0, 0, 0, 4]),
            ("a session without a user", [1] + [UInt8](repeating: 127, count: 8) + [0, 0, 0, 0, 2]),
            ("a text longer than the token", [1] + [UInt8](repeating: 127, count: 8) + [255, 255, 0]),
            ("a name that is not UTF-8", [1] + [UInt8](repeating: 127, count: 8) + [0, 0, 0, 1, 255, 0]),
            ("more behind the end", [1] + [UInt8](repeating: 127, count: 8) + [0, 0, 0, 0, 0, 0]),
        ] as [(String, [UInt8])])
    func `given a payload of another form, when it is read, then it is malformed`(name: String, payload: [UInt8]) {
        #expect(throws: CallerTokenError.malformed) {
            try Self.read(Base64.encode(payload, alphabet: .urlSafe) + ".", keys: .none)
        }
    }

    @Test func `given a signed token, when any character changes, then it is refused`() throws {
        let text = Array(try Self.token().text(keys: Self.keys).utf8)
        for index in text.indices {
            for other in [UInt8(ascii: "A"), UInt8(ascii: "_"), UInt8(ascii: "."), text[index] ^ 1]
            where other != text[index] {
                var forged = text
                forged[index] = other
                let forgery = String(decoding: forged, as: UTF8.self)
                #expect(throws: CallerTokenError.self, "\(forgery)") { try Self.read(forgery) }
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `given random bytes in place of a payload, when they are read, then they are a token or malformed`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let payload = try #require(
            Base64.decode(Self.token().text(keys: .none).dropLast(), alphabet: .urlSafe))
        for _ in 0..<500 {
            var bytes = payload
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: .min ... .max, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0...3, using: &generator))
            do throws(CallerTokenError) {
                let token = try CallerToken(payload: bytes)
                let written = try token.payload()
                let read = try CallerToken(payload: written)
                #expect(read == token)
            } catch {
                #expect(error == .malformed)
            }
        }
    }

    @Test func `given more scopes than fit, when a token is written, then it is too large`() {
        for count in [600, 10_000] {
            let scopes = Set((0..<count).map { "scope:\($0)" })
            #expect(throws: CallerTokenError.tooLarge) {
                try Self.token(caller: Caller(userID: UUID(), scopes: scopes)).text(keys: Self.keys)
            }
        }
    }
}
